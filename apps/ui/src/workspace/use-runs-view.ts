import { LIMITS, type WorkspaceDocument } from '@runstead/ui-contract';
import { useMemo } from 'react';
import type { RunsView } from '../api/run-table';
import { useDebounced } from './use-debounced';

const SEARCH_AFTER_MS = 150;
const NO_COLUMNS: string[] = [];

/** Search, filter, order and columns as one; the same object while nothing of it changed. */
export function useRunsView({ regex = false, filter, sort, columns = NO_COLUMNS }: WorkspaceDocument, search: string): RunsView {
  const settled = useDebounced(search.trim(), SEARCH_AFTER_MS).slice(0, LIMITS.searchLength);
  return useMemo(() => ({ search: settled, regex, filter, sort, columns }), [settled, regex, filter, sort, columns]);
}
