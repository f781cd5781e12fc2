import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Clock } from '@runstead/run-domain';
import { HeartbeatStore, type OverdueRun } from '../heartbeat-store';
import { SCRIPTS } from './scripts';

export interface RedisHeartbeatsOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Before all keys, so that several installations can share a Redis. Default `runstead`. */
  readonly prefix?: string;
  /** For tests. Default: the clock of Redis, which all processes share. */
  readonly clock?: Clock;
  /** Told when the connection is lost or cannot be made; ioredis goes on trying. */
  readonly onTrouble?: (error: Error) => void;
}

const CONNECT_MS = 2_000;
const COMMAND_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;

type Script = (keysAndArguments: string[]) => Promise<unknown>;

/**
 * Heartbeats in Redis: one sorted set of last signs of life. It holds nothing that is not elsewhere or comes again within half a minute, so
 * it needs no disk and no replica; a command fails at once while Redis is away, and no caller depends on it.
 */
export class RedisHeartbeats extends HeartbeatStore {
  private readonly keys: readonly string[];
  private readonly beats: string;
  private readonly listened: string;

  private constructor(
    private readonly redis: Redis,
    prefix: string,
    private readonly clock: Clock | undefined,
  ) {
    super();
    const key = (name: string): string => `{${prefix}:heartbeats}:${name}`;
    this.beats = key('beats');
    this.listened = key('listened');
    this.keys = [this.beats, key('latest'), key('epoch'), this.listened, key('leader')];
    for (const [name, definition] of Object.entries(SCRIPTS)) redis.defineCommand(name, definition);
  }

  /** Connects. Resolves without a connection when Redis does not answer within 2 s: whoever starts must not depend on it. */
  static async open({ url, prefix = 'runstead', clock, onTrouble = () => undefined }: RedisHeartbeatsOptions): Promise<RedisHeartbeats> {
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: CONNECT_MS,
      commandTimeout: COMMAND_MS,
      // What waits for a connection would be old news when it comes back.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (attempt) => Math.min(LONGEST_PAUSE_MS, attempt * 100),
    });
    redis.on('error', onTrouble);
    await redis.connect().catch(() => undefined);
    return new RedisHeartbeats(redis, prefix, clock);
  }

  async beat(runId: string): Promise<void> {
    await this.run('heartbeatBeat', runId);
  }

  async forget(runId: string): Promise<void> {
    await this.redis.zrem(this.beats, runId);
  }

  async overdue(silenceMs: number, limit: number): Promise<OverdueRun[]> {
    if (limit < 1) return [];
    const told = (await this.run('heartbeatOverdue', String(silenceMs), String(limit))) as string[];
    const runs: OverdueRun[] = [];
    for (let at = 0; at + 1 < told.length; at += 2) runs.push({ runId: told[at] ?? '', lastSeen: Number(told[at + 1]) });
    return runs;
  }

  async lastSeen(runId: string): Promise<number | null> {
    return numberOrNull(await this.redis.zscore(this.beats, runId));
  }

  async count(): Promise<number> {
    return this.redis.zcard(this.beats);
  }

  async now(): Promise<number> {
    return Number(await this.run('heartbeatNow'));
  }

  async listening(): Promise<void> {
    await this.run('heartbeatListening');
  }

  async lastListened(): Promise<number | null> {
    return numberOrNull(await this.redis.get(this.listened));
  }

  async lead(holder: string, forMs: number): Promise<boolean> {
    return (await this.run('heartbeatLead', holder, String(forMs))) === 1;
  }

  /** Another one after the keys were lost, after Redis was started again, and after another node took over: each may have forgotten. */
  async epoch(): Promise<string> {
    const [keys, server, replication] = await Promise.all([
      this.run('heartbeatEpoch', randomUUID()),
      this.redis.info('server'),
      this.redis.info('replication'),
    ]);
    return [String(keys), fact(server, 'run_id'), fact(replication, 'master_replid')].join(':');
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }

  private run(name: keyof typeof SCRIPTS, ...told: string[]): Promise<unknown> {
    const time = this.clock === undefined ? '' : String(this.clock.now());
    const scripts = this.redis as unknown as Record<keyof typeof SCRIPTS, Script>;
    return scripts[name]([...this.keys, time, ...told]);
  }
}

function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function fact(info: string, name: string): string {
  return info.match(new RegExp(`^${name}:(.*)$`, 'm'))?.[1]?.trim() ?? '';
}
