import { Injectable } from '@nestjs/common';
import { KeyedQueue } from '@runstead/run-commands';
import { parseJson } from '@runstead/run-domain';
import { argumentsText, leaves } from './config/parameter';
import { valuesOf, type Arguments } from './config/run-values';
import type { OpenSweep } from './open-sweep';
import { nextByImprovement, type Observation } from './search/bayes';
import { valueAt } from './search/quantile';
import { seededNumbers } from './search/random-numbers';
import { nextScheduled } from './local-controller';
import { SweepRuns, type MetricValues, type SweepRun } from './sweep-runs';
import type { SweepMetric } from './config/sweep-config';

/** Values for one run; `place` in the grid, `token` of the user's own controller. */
export interface Proposal {
  readonly arguments: string;
  readonly place: number | null;
  readonly token: string | null;
}
export type Proposed = Proposal | 'wait' | 'exhausted';

/** Fitting looks at fewer; more would only be read. */
const MOST_OBSERVED = 400;

/** What a sweep tries next. */
@Injectable()
export class Proposals {
  private readonly queue = new KeyedQueue();

  constructor(private readonly runs: SweepRuns) {}

  /**
   * `take` is called with the proposal in the same turn in which it was found, so that nobody else finds the same. Its result
   * is the answer; `wait` and `exhausted` are not taken.
   */
  async next<T>(open: OpenSweep, take: (proposal: Proposal) => T): Promise<T | 'wait' | 'exhausted'> {
    const { config } = open;
    if (config.local) {
      const scheduled = nextScheduled(open);
      return typeof scheduled === 'string' ? scheduled : take(scheduled);
    }
    switch (config.method) {
      case 'grid': {
        const place = open.takePlace();
        if (place === null || !open.grid) return 'exhausted';
        return take({ arguments: argumentsText(config.parameters, open.grid.at(place)), place, token: null });
      }
      case 'random': {
        const random = seededNumbers(`${open.sweep.sweepId}/${open.assignments.size}`);
        const choices = leaves(config.parameters).map((leaf) => valueAt(leaf, random()));
        return take({ arguments: argumentsText(config.parameters, choices), place: null, token: null });
      }
      case 'bayes':
        // One at a time: each must know of the one before as in flight.
        return this.queue.run(open.sweep.sweepId, async () => take(await this.byImprovement(open, config.metric)));
      case 'custom':
        return 'wait';
    }
  }

  private async byImprovement(open: OpenSweep, metric: SweepMetric | null): Promise<Proposal> {
    const { config, sweep } = open;
    const runs = await this.runs.list(sweep, MOST_OBSERVED);
    const values = metric
      ? await this.runs.values(
          sweep.projectId,
          metric,
          runs.map(({ runId }) => runId),
          [],
        )
      : new Map<string, MetricValues>();
    const seen = observations(open, runs, values, metric);
    const random = seededNumbers(`${sweep.sweepId}/${open.assignments.size}`);
    const choices = await nextByImprovement(config.parameters, seen, random, () => new Promise((resolve) => setImmediate(resolve)));
    return { arguments: argumentsText(config.parameters, choices), place: null, token: null };
  }
}

/** Made small: negated where more is better. Null: nothing was logged. */
export function lossOf(metric: SweepMetric, values: MetricValues | undefined): number | null {
  if (!values) return null;
  return metric.goal === 'minimize' ? values.least : -values.most;
}

/** Runs that failed count as the worst (or best, or newest) of the others; runs that go on are in flight (sweeps protocol 5). */
function observations(
  open: OpenSweep,
  runs: readonly SweepRun[],
  values: ReadonlyMap<string, MetricValues>,
  metric: SweepMetric | null,
): Observation[] {
  const { parameters } = open.config;
  const known = runs.flatMap((run) => {
    const loss = metric ? lossOf(metric, values.get(run.runId)) : null;
    return run.state === 'finished' && loss !== null ? [loss] : [];
  });
  const imputed =
    known.length === 0 || !metric
      ? null
      : metric.impute === 'worst'
        ? Math.max(...known)
        : metric.impute === 'best'
          ? Math.min(...known)
          : known.at(-1)!;
  const seen = runs.flatMap((run): Observation[] => {
    const tried = valuesOf(parameters, run.config);
    if (!tried) return [];
    const goesOn = run.state === 'running' || run.state === 'pending';
    if (run.state === 'finished') return [{ values: tried, loss: metric ? lossOf(metric, values.get(run.runId)) : null }];
    return [{ values: tried, loss: goesOn && !metric?.imputeWhileRunning ? null : imputed }];
  });
  const rows = new Set(runs.map(({ name }) => name));
  // Given out a moment ago: the row is not there yet.
  const fresh = [...open.unsettled].filter(({ runName }) => !rows.has(runName));
  return [
    ...seen,
    ...fresh.flatMap(({ arguments: text }) => {
      const tried = valuesOf(parameters, parseJson(text) as Arguments);
      return tried ? [{ values: tried, loss: null }] : [];
    }),
  ];
}
