import type { ParameterGroup } from './config/parameter';
import { parseSweepConfig } from './config/parse-sweep-config';
import type { EarlyTermination, Method, SweepMetric } from './config/sweep-config';

/** What a configuration asks for, for people to read. */
export interface SweepPlan {
  readonly method: Method;
  readonly metric: Pick<SweepMetric, 'name' | 'goal'> | null;
  /** Names of the parameters that the search chooses, nested ones dotted; constants are left out. */
  readonly parameters: readonly string[];
  /** In words; null without a rule. */
  readonly earlyTermination: string | null;
}

/** Configurations are checked before they are kept; one that cannot be read any more counts as a search of the user's own. */
export function planOf(text: string): SweepPlan {
  const parsed = parseSweepConfig(text);
  if (!parsed.ok) return { method: 'custom', metric: null, parameters: [], earlyTermination: null };
  const { method, metric, parameters, earlyTermination } = parsed.config;
  return {
    method,
    metric: metric && { name: metric.name, goal: metric.goal },
    parameters: chosenNames(parameters, ''),
    earlyTermination: earlyTermination && ruleOf(earlyTermination),
  };
}

function chosenNames(group: ParameterGroup, prefix: string): string[] {
  return group.entries.flatMap(([name, entry]) => {
    if (entry.kind === 'group') return chosenNames(entry, `${prefix}${name}.`);
    return entry.distribution.kind === 'constant' ? [] : [`${prefix}${name}`];
  });
}

function ruleOf({ eta, bands, strict }: EarlyTermination): string {
  const of = bands.kind === 'from-min' ? `min_iter ${bands.minIter}` : `max_iter ${bands.maxIter}, s ${bands.s}`;
  return `hyperband: ${of}, eta ${eta}${strict ? ', strict' : ''}`;
}
