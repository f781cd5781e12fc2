import { activeEdits, type HistoryEdit, type StepRange, type StepValue } from './history-edit';

/** What has become of a logged key. */
export interface ShownKey {
  /** null: removed. */
  readonly shown: string | null;
  /** Of keys of one row that are shown under one name, the one with the lowest rank is shown: 0 is a key of that name. */
  readonly rank: number;
}

/** Steps `from` to `to` of what lies before `before` in the log. */
export interface HiddenSteps {
  readonly from: number;
  readonly to: number;
  readonly before: bigint;
}

export interface SetValue {
  readonly value: number;
  readonly before: bigint;
}

/** Rows that are stored under one row id, and what the edits make of them. All keys here are names as they were logged. */
export interface HistoryLayer {
  /** `run_id` of the stored rows. */
  readonly rowId: string;
  /** Rows before this place of the log are not shown. */
  readonly from: bigint;
  /** Rows of a merge have one place, just before it; null: each row its own. */
  readonly at: bigint | null;
  readonly keys: ReadonlyMap<string, ShownKey>;
  readonly hiddenRows: readonly HiddenSteps[];
  readonly hiddenValues: ReadonlyMap<string, readonly HiddenSteps[]>;
  readonly setValues: ReadonlyMap<string, ReadonlyMap<number, SetValue>>;
}

class OpenLayer implements HistoryLayer {
  readonly keys = new Map<string, ShownKey>();
  readonly hiddenRows: HiddenSteps[] = [];
  readonly hiddenValues = new Map<string, HiddenSteps[]>();
  readonly setValues = new Map<string, Map<number, SetValue>>();

  constructor(
    readonly rowId: string,
    public from: bigint,
    readonly at: bigint | null,
  ) {}

  rename(from: string, to: string): void {
    if (from === to) return;
    const rankOf = (key: string): number => this.keys.get(key)?.rank ?? 0;
    const moved = this.loggedAs(from).sort((a, b) => rankOf(a) - rankOf(b));
    const last = Math.max(0, ...this.loggedAs(to).map(rankOf));
    moved.forEach((key, place) => this.keys.set(key, { shown: to, rank: last + 1 + place }));
  }

  remove(key: string): void {
    for (const logged of this.loggedAs(key)) this.keys.set(logged, { shown: null, rank: 0 });
  }

  hide({ from, to, keys }: StepRange, before: bigint): void {
    if (keys === null) this.hiddenRows.push({ from, to, before });
    for (const key of keys ?? [])
      for (const logged of this.loggedAs(key))
        this.hiddenValues.set(logged, [...(this.hiddenValues.get(logged) ?? []), { from, to, before }]);
  }

  set({ step, key, value }: StepValue, before: bigint): void {
    for (const logged of this.loggedAs(key)) {
      const steps = this.setValues.get(logged) ?? new Map<number, SetValue>();
      steps.set(step, { value, before });
      this.setValues.set(logged, steps);
    }
  }

  /** Names under which what is now shown as `key` was logged. */
  private loggedAs(key: string): string[] {
    const renamed = [...this.keys].filter(([, { shown }]) => shown === key).map(([logged]) => logged);
    return this.keys.has(key) ? renamed : [...renamed, key];
  }
}

/**
 * What readers are to make of a run's stored rows: a pure function of its edits, so undoing one is leaving it out. The last
 * layer's rows are the newest. Without edits that count: one layer that changes nothing.
 */
export function historyLayers(runId: string, edits: readonly HistoryEdit[]): readonly HistoryLayer[] {
  const own = new OpenLayer(runId, 0n, null);
  let layers: readonly OpenLayer[] = [own];
  for (const { change } of activeEdits(edits)) {
    if (change.kind === 'merge') {
      own.from = BigInt(change.place);
      layers = [new OpenLayer(change.lane, 0n, own.from - 1n), own];
      continue;
    }
    for (const layer of layers) {
      if (change.kind === 'rename') layer.rename(change.from, change.to);
      else if (change.kind === 'remove') layer.remove(change.key);
      else {
        for (const range of change.removed) layer.hide(range, BigInt(change.place));
        for (const value of change.set) layer.set(value, BigInt(change.place));
      }
    }
  }
  return layers;
}

/** Row ids under which rows of merges lie, of undone ones too: nobody's runs. */
export function mergeLanes(edits: readonly HistoryEdit[]): string[] {
  return edits.flatMap(({ change }) => (change.kind === 'merge' ? [change.lane] : []));
}
