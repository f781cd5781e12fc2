import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const GIVE_UP_AT = 3;

/**
 * Counts bodies that cannot be decoded. A body damaged on the way comes whole the next time, so the first two are
 * answered with 503; one that comes a third time, byte for byte, is what the client has, and refusing it for ever would
 * block the run.
 */
export class BrokenBodies {
  private readonly seen = new LRUCache<string, number>({ max: 10_000, ttl: 24 * 3_600_000 });

  /** True from the third time on. `run` names the stream, so that equal bodies of two runs count apart. */
  isHopeless(run: string, body: Buffer): boolean {
    const key = createHash('sha256').update(run, 'utf8').update('\0').update(body).digest('base64');
    const times = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, times);
    return times >= GIVE_UP_AT;
  }
}
