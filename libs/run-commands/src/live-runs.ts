import { Injectable } from '@nestjs/common';
import { HeartbeatStore } from '@runstead/heartbeats';

/** Longest that a request may wait for the heartbeat store (architecture 10). */
const PATIENCE_MS = 50;

/** Notes signs of life, best effort: a store that is slow or down must not hurt the runs it watches. */
@Injectable()
export class LiveRuns {
  constructor(private readonly heartbeats: HeartbeatStore) {}

  async heard(runId: string): Promise<void> {
    await briefly(this.heartbeats.beat(runId));
  }

  async ended(runId: string): Promise<void> {
    await briefly(this.heartbeats.forget(runId));
  }

  /** null when the store does not know or does not answer. */
  async lastSeen(runId: string): Promise<number | null> {
    return (await briefly(this.heartbeats.lastSeen(runId))) ?? null;
  }
}

async function briefly<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([work.catch(() => undefined), patience]);
  } finally {
    clearTimeout(timer);
  }
}
