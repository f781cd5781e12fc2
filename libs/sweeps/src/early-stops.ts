import { Injectable } from '@nestjs/common';
import { RunCommands } from '@runstead/run-commands';
import { Clock } from '@runstead/run-domain';
import type { OpenSweep } from './open-sweep';
import { bandsUpTo, runsToStop, type Progress } from './search/hyperband';
import { lossOf } from './proposals';
import { SweepRuns } from './sweep-runs';

const LOOK_EVERY_MS = 10_000;
const MOST_RUNS = 10_000;
const ACTOR = 'system:sweeps';

/** Ends runs that fall behind (sweeps protocol 6): the stop reaches the agent and the run's own flag. */
@Injectable()
export class EarlyStops {
  constructor(
    private readonly runs: SweepRuns,
    private readonly commands: RunCommands,
    private readonly clock: Clock,
  ) {}

  /** At most every 10 s for a sweep; the others have looked for it. */
  async look(open: OpenSweep): Promise<void> {
    const { earlyTermination: rule, metric } = open.config;
    const now = this.clock.now();
    if (!rule || !metric || now - open.looked.early < LOOK_EVERY_MS) return;
    open.looked.early = now;
    const runs = await this.runs.list(open.sweep, MOST_RUNS);
    const ids = runs.map(({ runId }) => runId);
    const reached = await this.runs.values(open.sweep.projectId, metric, ids, []);
    const bands = bandsUpTo(rule, Math.max(0, ...[...reached.values()].map(({ count }) => count)));
    const values = await this.runs.values(open.sweep.projectId, metric, ids, bands);
    const sign = metric.goal === 'minimize' ? 1 : -1;
    const progress = runs.flatMap(({ runId, state }): Progress[] => {
      const own = values.get(runId);
      if (!own) return [];
      const atBands = own.at.map((value) => sign * value);
      return [{ runId, running: state === 'running', count: own.count, atBands, best: lossOf(metric, own)! }];
    });
    for (const runId of runsToStop(rule, bands, progress)) await this.commands.requestStop(runId, ACTOR);
  }
}
