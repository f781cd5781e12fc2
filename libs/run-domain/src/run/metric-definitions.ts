import { isJsonObject } from '../json/is-json-object';
import type { JsonObject, JsonValue } from '../json/json-value';

export type SummaryKind = 'min' | 'max' | 'mean' | 'best' | 'last' | 'none' | 'copy' | 'first';

/** What `define_metric` said about a metric (protocol 7.4). */
export interface MetricDefinition {
  /** The metric, nested with `.` (a dot inside a key is `\.`); for a glob what stands before its `*`. */
  readonly name: string;
  /** True: stands for every metric that begins with `name` and has no definition of its own. */
  readonly glob: boolean;
  /** The metric on the x axis, or null for the step. */
  readonly stepMetric: string | null;
  /** The client copies the step metric's last value into each row. */
  readonly stepSynced: boolean;
  readonly hidden: boolean;
  /** False for a metric that is only somebody's step metric. */
  readonly explicit: boolean;
  /** Which values of it stand in the summary; none: the last. */
  readonly summary: readonly SummaryKind[];
  readonly goal: 'minimize' | 'maximize' | null;
}

const KINDS: Readonly<Record<number, SummaryKind>> = {
  1: 'min',
  2: 'max',
  3: 'mean',
  4: 'best',
  5: 'last',
  6: 'none',
  7: 'copy',
  8: 'first',
};

/** The definitions in a run's config document, in their order; what cannot be read is left out. */
export function metricDefinitions(config: JsonObject): MetricDefinition[] {
  const list = clientRecord(config)['m'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => {
    const told = isJsonObject(entry) ? nameOf(entry) : null;
    return told && isJsonObject(entry) ? [{ ...told, ...describe(entry, list) }] : [];
  });
}

/** The definition that counts for a metric: its own, else the longest glob; names that begin with `_` match no glob. */
export function definitionOf(metric: string, definitions: readonly MetricDefinition[]): MetricDefinition | null {
  const own = definitions.find(({ name, glob }) => !glob && name === metric);
  if (own || metric.startsWith('_')) return own ?? null;
  const globs = definitions.filter(({ name, glob }) => glob && metric.startsWith(name));
  return globs.sort((one, other) => other.name.length - one.name.length)[0] ?? null;
}

/** The value of `_wandb` in a config document; empty when there is none. */
export function clientRecord(config: JsonObject): JsonObject {
  const wrapper = config['_wandb'];
  const value = isJsonObject(wrapper) ? wrapper['value'] : undefined;
  return isJsonObject(value) ? value : {};
}

function nameOf(entry: JsonObject): Pick<MetricDefinition, 'name' | 'glob'> | null {
  if (typeof entry['1'] === 'string') return { name: entry['1'], glob: false };
  return typeof entry['2'] === 'string' ? { name: entry['2'].replace(/\*$/, ''), glob: true } : null;
}

function describe(entry: JsonObject, list: readonly JsonValue[]): Omit<MetricDefinition, 'name' | 'glob'> {
  const options = numbers(entry['6']);
  const { 4: byName, 5: byPlace, 8: goal } = entry;
  const step = typeof byPlace === 'number' ? list[byPlace - 1] : undefined;
  const stepName = isJsonObject(step) ? step['1'] : byName;
  return {
    stepMetric: typeof stepName === 'string' ? stepName : null,
    stepSynced: options.includes(1),
    hidden: options.includes(2),
    explicit: options.includes(3),
    summary: numbers(entry['7']).flatMap((kind) => KINDS[kind] ?? []),
    goal: goal === 1 ? 'minimize' : goal === 2 ? 'maximize' : null,
  };
}

function numbers(value: JsonValue | undefined): number[] {
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
}
