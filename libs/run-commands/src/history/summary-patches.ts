import { sameJson, valueAtKey, type JsonObject, type JsonValue, type MergeRule, type SummaryPatch } from '@runstead/run-domain';

/** The client's own, or of the run's process and not of its metrics. */
const OWN: ReadonlySet<string> = new Set(['_wandb', '_runtime', '_timestamp', '_step']);

/** Entries of the summary that are a metric's newest value, and are another one, or none, with the edit. */
export function newestPatches(
  summary: JsonObject,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): SummaryPatch[] {
  return [...before].flatMap(([key, last]): SummaryPatch[] => {
    const was = valueAtKey(summary, key);
    const now = after.get(key);
    if (was === undefined || !sameNumber(was, last) || (now !== undefined && sameNumber(was, now))) return [];
    return [{ key, was, ...(now === undefined ? {} : { now }) }];
  });
}

/** What the target's summary becomes: the last run's entries are the newest, unless the target's own are kept. */
export function mergePatches(target: JsonObject, sources: readonly JsonObject[], rule: MergeRule, lastStep: number): SummaryPatch[] {
  const merged: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  const order = rule === 'keep' ? [...[...sources].reverse(), target] : [target, ...sources];
  for (const summary of order) for (const [key, value] of Object.entries(summary)) if (!OWN.has(key)) merged[key] = value;
  merged['_step'] = lastStep;
  return Object.entries(merged).flatMap(([key, now]): SummaryPatch[] => {
    const was = target[key];
    if (was === undefined) return [{ key, now }];
    return sameJson(was, now) ? [] : [{ key, was, now }];
  });
}

function sameNumber(told: JsonValue, value: number): boolean {
  return (typeof told === 'number' || typeof told === 'bigint') && Object.is(Number(told), value);
}
