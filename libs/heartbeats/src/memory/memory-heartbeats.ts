import { randomUUID } from 'node:crypto';
import type { Clock } from '@runstead/run-domain';
import { HeartbeatStore, type OverdueRun } from '../heartbeat-store';

/**
 * Heartbeats of a single process: gone with it, therefore a new epoch with every start. The map's order is the order of
 * the beats, so the longest silent runs are the first entries and a sweep costs only what it finds.
 */
export class MemoryHeartbeats extends HeartbeatStore {
  private readonly beats = new Map<string, number>();
  private readonly birth = randomUUID();
  private listened: number | null = null;
  private leader: { readonly holder: string; readonly until: number } | null = null;
  private latest = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {
    super();
  }

  async beat(runId: string): Promise<void> {
    const now = this.time();
    this.beats.delete(runId);
    this.beats.set(runId, now);
  }

  async forget(runId: string): Promise<void> {
    this.beats.delete(runId);
  }

  async overdue(silenceMs: number, limit: number): Promise<OverdueRun[]> {
    const deadline = this.time() - silenceMs;
    const found: OverdueRun[] = [];
    for (const [runId, lastSeen] of this.beats) {
      if (found.length >= limit || lastSeen > deadline) break;
      found.push({ runId, lastSeen });
    }
    return found;
  }

  async lastSeen(runId: string): Promise<number | null> {
    return this.beats.get(runId) ?? null;
  }

  async count(): Promise<number> {
    return this.beats.size;
  }

  async now(): Promise<number> {
    return this.time();
  }

  async listening(): Promise<void> {
    this.listened = this.time();
  }

  async lastListened(): Promise<number | null> {
    return this.listened;
  }

  async lead(holder: string, forMs: number): Promise<boolean> {
    const now = this.time();
    if (this.leader !== null && this.leader.holder !== holder && this.leader.until > now) return false;
    this.leader = { holder, until: now + forMs };
    return true;
  }

  async epoch(): Promise<string> {
    return this.birth;
  }

  async close(): Promise<void> {
    this.beats.clear();
  }

  /** Never goes back: a clock that is set back would otherwise make runs look silent that were just heard. */
  private time(): number {
    this.latest = Math.max(this.latest, this.clock.now());
    return this.latest;
  }
}
