import { Injectable } from '@nestjs/common';
import { HeartbeatStore } from '@runstead/heartbeats';

/** When running runs were last heard of, by row id. */
@Injectable()
export class LastHeartbeats {
  constructor(private readonly heartbeats: HeartbeatStore) {}

  /** Of the running ones among these. Best effort: a store of heartbeats that does not answer never hides a run. */
  async of(runs: readonly { readonly run_id: string; readonly state: string }[]): Promise<ReadonlyMap<string, number>> {
    const running = runs.filter(({ state }) => state === 'running');
    const seen = await Promise.all(
      running.map(async ({ run_id }) => [run_id, (await this.heartbeats.lastSeen(run_id).catch(() => null)) ?? 0] as const),
    );
    return new Map(seen);
  }
}
