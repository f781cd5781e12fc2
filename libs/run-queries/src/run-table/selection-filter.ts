import type { runSelectionSchema } from '@runstead/ui-contract';
import type { z } from 'zod';
import { parseFilterTree } from '../filter/parse-filter-tree';
import { all, FilterRefusedError, not, type RunFilter } from '../filter/run-filter';
import { isPattern } from '../run-search';
import { groupFilter } from './field-value';

type Selection = z.output<typeof runSelectionSchema>;

/** All that a view asks of its runs, as one filter; `all` of nothing when it asks nothing. Throws `FilterRefusedError`. */
export function selectionFilter({ filter, search, regex, within, except }: Selection, now: number): RunFilter {
  const parts: RunFilter[] = [];
  if (filter) parts.push(parseFilterTree(filter, now));
  if (search !== '') parts.push(nameFilter(search, regex));
  if (within.length > 0) parts.push(groupFilter(within));
  if (except.length > 0) parts.push(not({ field: { of: 'text', name: 'name' }, test: { is: 'one of', values: except } }));
  return all(parts);
}

export function asksNothing(filter: RunFilter): boolean {
  return 'all' in filter && filter.all.length === 0;
}

function nameFilter(search: string, regex: boolean): RunFilter {
  if (regex && !isPattern(search)) throw new FilterRefusedError('Not a valid pattern');
  const field = { of: 'text', name: 'displayName' } as const;
  return { field, test: regex ? { is: 'matches', pattern: `(?i)${search}` } : { is: 'contains', text: search } };
}
