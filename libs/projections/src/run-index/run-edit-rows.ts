import { escapeTsv } from '@runstead/clickhouse';
import { historyLayers, stringifyJson, type HistoryEdit, type JsonValue } from '@runstead/run-domain';
import type { IndexedRun } from './run-index-rows';

/** Of `run_edits`, in the order that `editRow` has. */
export const EDIT_COLUMNS = ['project_id', 'run_id', 'edits', 'ver'] as const;

/** Nothing for a run that was never edited. */
export function editRow(run: IndexedRun, edits: readonly HistoryEdit[]): string {
  if (edits.length === 0) return '';
  const told = edits.filter(({ undone, change }) => undone === null || change.kind === 'merge');
  return `${[run.project_id, run.run_id, escapeTsv(stringifyJson(told as unknown as JsonValue)), String(run.version)].join('\t')}\n`;
}

/** Of `run_edit_keys`, in the order that `editKeyRows` has. */
export const EDIT_KEY_COLUMNS = ['project_id', 'run_id', 'row_id', 'logged', 'shown', 'ver'] as const;

/** Stands for the rows themselves, so that it is known under which id they lie; no client logs a key like it. */
const THE_ROWS = '\u0001rows';

/** One row a key that is shown under another name than it was logged under, or not at all, and one for each row id. */
export function editKeyRows(run: IndexedRun, edits: readonly HistoryEdit[]): string {
  if (edits.length === 0) return '';
  return historyLayers(run.run_id, edits)
    .flatMap(({ rowId, keys }) => [
      [rowId, THE_ROWS, THE_ROWS] as const,
      ...[...keys].map(([logged, { shown }]) => [rowId, logged, shown ?? ''] as const),
    ])
    .map(([rowId, logged, shown]) => [run.project_id, run.run_id, rowId, escapeTsv(logged), escapeTsv(shown), String(run.version)])
    .map((fields) => `${fields.join('\t')}\n`)
    .join('');
}
