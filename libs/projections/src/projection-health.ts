import type { Topic } from '@runstead/run-domain';

/** `stopped` with a `lastError` is for a person: a log that ends before the checkpoint. */
export type LoopState = 'running' | 'retrying' | 'stopped';

export interface LoopStatus {
  readonly projection: string;
  readonly topic: Topic;
  readonly partition: number;
  readonly state: LoopState;
  readonly nextOffset: number;
  /** Records in the log that the projection does not hold. */
  readonly lag: number;
  /** Milliseconds since the epoch at which the loop last went round: a batch committed or refused. */
  readonly lastTick: number;
  /** Of the failure that is being retried or that ended the loop; null when all is well. */
  readonly lastError: string | null;
  /** Batches and records committed since the start. */
  readonly batches: number;
  readonly records: number;
  readonly deadLetters: number;
  /** Failed attempts since the start. */
  readonly failures: number;
}

/** What a loop can tell about itself. */
export interface ReportingLoop {
  status(): Promise<LoopStatus>;
}

/** Health is "the loop ticked", not "the connection is open" (architecture 12). Also what the metrics endpoint reads. */
export class ProjectionHealth {
  private loops: readonly ReportingLoop[] = [];

  /** Called by the runner when it starts and when its share changes. */
  watch(loops: readonly ReportingLoop[]): void {
    this.loops = loops;
  }

  /** One entry a projection, topic and partition; empty before the start. */
  async statuses(): Promise<LoopStatus[]> {
    return Promise.all(this.loops.map((loop) => loop.status()));
  }

  /** In words, what is wrong; empty when every loop is current or has ticked within `silenceMs` before `now`. */
  async complaints(now: number, silenceMs: number): Promise<string[]> {
    const statuses = await this.statuses();
    return statuses.flatMap((status) => {
      const name = `${status.projection} (${status.topic}/${status.partition})`;
      if (status.state === 'stopped') return [`${name} stopped: ${status.lastError ?? 'by request'}`];
      if (status.lastError !== null) return [`${name} is failing: ${status.lastError}`];
      if (status.lag > 0 && now - status.lastTick > silenceMs)
        return [`${name} has not moved for ${now - status.lastTick} ms, ${status.lag} records behind`];
      return [];
    });
  }
}
