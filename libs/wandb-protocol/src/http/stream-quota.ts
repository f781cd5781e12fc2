import { Injectable } from '@nestjs/common';
import { LruMap } from '@runstead/run-commands';
import { Clock } from '@runstead/run-domain';

/** A project of 10,000 live runs posts 667 times a second (failures: I7). */
export const REQUESTS_PER_SECOND = 2_000;
/** Long enough that the client, which ignores what ends within a second (protocol 2.3), takes notice. */
export const WINDOW_MS = 60_000;
const KNOWN_PROJECTS = 10_000;

export interface QuotaState {
  /** False when the request is one too many: 429. */
  readonly allowed: boolean;
  /** Requests of the window. */
  readonly limit: number;
  readonly remaining: number;
  /** Until the next window begins, in seconds. */
  readonly resetSeconds: number;
}

/**
 * How many `file_stream` posts a project may make, so that one cannot take the server from all others. Counted in this
 * process; further quotas (bytes, runs, users) belong here.
 */
@Injectable()
export class StreamQuota {
  private readonly windows = new LruMap<{ began: number; used: number }>(KNOWN_PROJECTS);

  constructor(private readonly clock: Clock) {}

  /** Counts one request of `project` (`entity/project`). */
  take(project: string): QuotaState {
    const now = this.clock.now();
    const known = this.windows.get(project);
    const window = known && now - known.began < WINDOW_MS && now >= known.began ? known : { began: now, used: 0 };
    const limit = (REQUESTS_PER_SECOND * WINDOW_MS) / 1_000;
    window.used += 1;
    if (window !== known) this.windows.set(project, window);
    return {
      allowed: window.used <= limit,
      limit,
      remaining: Math.max(0, limit - window.used),
      resetSeconds: Math.ceil((window.began + WINDOW_MS - now) / 1_000),
    };
  }
}

/** As the client reads them (protocol 2.3). */
export function quotaHeaders({ limit, remaining, resetSeconds }: QuotaState): Record<string, string> {
  return { 'ratelimit-limit': String(limit), 'ratelimit-remaining': String(remaining), 'ratelimit-reset': String(resetSeconds) };
}
