import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import type { OpenSweep } from './open-sweep';
import { lossOf } from './proposals';
import { SweepRuns } from './sweep-runs';

const LOOK_EVERY_MS = 5_000;
const MOST_RUNS = 10_000;

/** Whether some run has reached `metric.target` (sweeps protocol 4). */
@Injectable()
export class TargetWatch {
  constructor(
    private readonly runs: SweepRuns,
    private readonly clock: Clock,
  ) {}

  /** Looks at most every 5 s for a sweep: it ends that much later. */
  async isReached(open: OpenSweep): Promise<boolean> {
    const { metric } = open.config;
    const now = this.clock.now();
    if (!metric || metric.target === null || now - open.looked.target < LOOK_EVERY_MS) return false;
    open.looked.target = now;
    const best = await this.best(open);
    return best !== null && (metric.goal === 'minimize' ? best <= metric.target : -best >= metric.target);
  }

  private async best({ sweep, config: { metric } }: OpenSweep): Promise<number | null> {
    if (!metric) return null;
    const runs = await this.runs.list(sweep, MOST_RUNS);
    const values = await this.runs.values(
      sweep.projectId,
      metric,
      runs.map(({ runId }) => runId),
      [],
    );
    const losses = [...values.values()].map((value) => lossOf(metric, value)!);
    return losses.length === 0 ? null : Math.min(...losses);
  }
}
