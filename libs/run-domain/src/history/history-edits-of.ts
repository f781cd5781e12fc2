import { parseJson } from '../json/parse-json';
import type { HistoryEdit } from './history-edit';

/** Edits as a row of the catalog or of `run_edits` holds them; both are written from `evolve`'s own. */
export function historyEditsOf(text: string): readonly HistoryEdit[] {
  return text === '[]' || text === '' ? [] : (parseJson(text) as unknown as readonly HistoryEdit[]);
}
