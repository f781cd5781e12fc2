import { isJsonObject, parseJson, stringifyJson, type JsonObject, type JsonValue, type MergeRule } from '@runstead/run-domain';
import type { HistoryRow } from '../stored-history';

type Members = Record<string, JsonValue>;

/** Rows of several runs on one axis, one a step: value by value what the rule says. */
export class MergedRows {
  private readonly steps = new Map<number, Members>();

  constructor(private readonly rule: MergeRule) {}

  get count(): number {
    return this.steps.size;
  }

  get lastStep(): number {
    let last = -1;
    for (const step of this.steps.keys()) last = Math.max(last, step);
    return last;
  }

  /** Rows of one more run, in the order in which they were logged; the first call is the target's. */
  add(rows: readonly HistoryRow[]): void {
    const first = this.steps.size === 0;
    const own = oneAStep(rows);
    const shift = this.rule === 'append' && !first && own.size > 0 ? this.lastStep + 1 - firstStep(own) : 0;
    for (const [step, members] of own) {
      const held = this.steps.get(step + shift);
      this.steps.set(step + shift, held === undefined ? members : this.rule === 'keep' ? united(members, held) : united(held, members));
    }
  }

  /** Rows with the step that they have now, by step. */
  rows(): HistoryRow[] {
    return [...this.steps]
      .sort(([a], [b]) => a - b)
      .map(([step, members]) => ({ step, row: stringifyJson(united(members, { _step: step })) }));
  }
}

/** What was logged later at a step is shown, value by value. */
function oneAStep(rows: readonly HistoryRow[]): Map<number, Members> {
  const found = new Map<number, Members>();
  for (const { step, row } of rows) {
    const parsed = parseJson(row);
    if (isJsonObject(parsed)) found.set(step, united(found.get(step) ?? {}, parsed));
  }
  return found;
}

function united(under: JsonObject, over: JsonObject): Members {
  return Object.assign(Object.create(null) as Members, under, over);
}

function firstStep(rows: ReadonlyMap<number, Members>): number {
  let first = Infinity;
  for (const step of rows.keys()) first = Math.min(first, step);
  return first;
}
