import type { JsonValue } from '../json/json-value';

/** What an edit did to the summary: the entry is `now` as long as what the client last said is still `was`; absent is "no entry". */
export interface SummaryPatch {
  readonly key: string;
  readonly was?: JsonValue;
  readonly now?: JsonValue;
}

/** Values of `keys` (null: whole rows) at the steps `from` to `to`, both included. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
  readonly keys: readonly string[] | null;
}

export interface StepValue {
  readonly step: number;
  readonly key: string;
  readonly value: number;
}

/**
 * How a merge puts rows of several runs on one axis. `append`: the steps of each source follow the last step before it.
 * `keep` and `replace`: the steps stay, and where both have a value of one key at a step the target's, or the source's, is shown.
 */
export type MergeRule = 'append' | 'keep' | 'replace';

/**
 * One edit of a run's history, as its event holds it (ADR 0014). Keys are the names that were shown when it was made. `place` is
 * its place among the run's lines in the log (record offset x 2^20, as text): what was logged later is a later fact.
 */
export type HistoryChange =
  /** Of the whole run: lines that come later too. */
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly key: string }
  /** Of values that were there when it was made. */
  | {
      readonly kind: 'steps';
      readonly place: string;
      readonly removed: readonly StepRange[];
      readonly set: readonly StepValue[];
      readonly summary: readonly SummaryPatch[];
    }
  /** `lane` is the row id under which `run-streams` holds the merged rows, one a step. */
  | {
      readonly kind: 'merge';
      readonly place: string;
      readonly lane: string;
      readonly rule: MergeRule;
      readonly sources: readonly { readonly runId: string; readonly name: string }[];
      readonly lines: number;
      readonly summary: readonly SummaryPatch[];
    };

/** An edit with who made it, and who took it back. A run keeps all of its edits. */
export interface HistoryEdit {
  readonly editId: string;
  readonly change: HistoryChange;
  readonly reason: string;
  readonly actor: string;
  readonly time: number;
  readonly undone: { readonly actor: string; readonly time: number; readonly reason: string } | null;
}

export function activeEdits(edits: readonly HistoryEdit[]): HistoryEdit[] {
  return edits.filter(({ undone }) => undone === null);
}

/** Keys that the edit is about; null: all of them. */
export function editedKeys({ change }: HistoryEdit): ReadonlySet<string> | null {
  switch (change.kind) {
    case 'rename':
      return new Set([change.from, change.to]);
    case 'remove':
      return new Set([change.key]);
    case 'merge':
      return null;
    case 'steps': {
      if (change.removed.some(({ keys }) => keys === null)) return null;
      return new Set([...change.removed.flatMap(({ keys }) => keys ?? []), ...change.set.map(({ key }) => key)]);
    }
  }
}

/** Edits that were made on top of this one and still count: they are to be undone first, so that undoing gives exactly what was. */
export function builtOn(edits: readonly HistoryEdit[], editId: string): HistoryEdit[] {
  const at = edits.findIndex((edit) => edit.editId === editId);
  const edit = edits[at];
  if (edit === undefined) return [];
  const own = editedKeys(edit);
  return activeEdits(edits.slice(at + 1)).filter((later) => {
    const keys = editedKeys(later);
    return own === null || keys === null || [...keys].some((key) => own.has(key));
  });
}
