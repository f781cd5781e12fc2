export type TextFieldName =
  'name' | 'displayName' | 'state' | 'author' | 'group' | 'jobType' | 'host' | 'sweep' | 'commit' | 'notes' | 'entity' | 'project';
export type TimeFieldName = 'createdAt' | 'updatedAt' | 'endedAt';

/**
 * What can be asked of a run. A text field that is empty and a time that has not come are missing; `runtime` is seconds. A key
 * of a document is dotted; `metric` is true of runs that have logged the key.
 */
export type RunField =
  | { readonly of: 'text'; readonly name: TextFieldName }
  | { readonly of: 'time'; readonly name: TimeFieldName }
  | { readonly of: 'runtime' }
  | { readonly of: 'tags' }
  | { readonly of: 'config' | 'summary' | 'metric'; readonly key: string };

/** `json` is the text of a list or an object that has no keys of its own. */
export type Scalar = string | number | boolean | null | { readonly json: string };

/**
 * A question about the value of a field. Values of other types never match; of several values (tags) any one may. Numbers
 * compare as numbers, texts by their bytes; times are milliseconds since the epoch. Nothing equals NaN, or is less or greater.
 * Of a text beyond 256 bytes the index holds the beginning (`shortText`): `equal` is still exact, the other tests see that.
 */
export type RunTest =
  | { readonly is: 'exists' }
  | { readonly is: 'number' }
  | { readonly is: 'nan' }
  | { readonly is: 'equal'; readonly value: Scalar }
  | { readonly is: 'one of'; readonly values: readonly Scalar[] }
  | { readonly is: 'less' | 'at most' | 'greater' | 'at least'; readonly value: string | number }
  /** Of a text or list, in any case. */
  | { readonly is: 'contains'; readonly text: string }
  /** RE2, anywhere in a text or list. */
  | { readonly is: 'matches'; readonly pattern: string }
  /** All tags of the run and no others. */
  | { readonly is: 'exactly'; readonly texts: readonly string[] };

/** Which runs match. `all` of nothing is true, `any` of nothing false. */
export type RunFilter =
  | { readonly all: readonly RunFilter[] }
  | { readonly any: readonly RunFilter[] }
  | { readonly not: RunFilter }
  | { readonly field: RunField; readonly test: RunTest };

export const EVERYTHING: RunFilter = { all: [] };
export const NOTHING: RunFilter = { any: [] };

/** What a person asked for cannot be: `message` is for them. */
export class FilterRefusedError extends Error {
  override readonly name = 'FilterRefusedError';
}

export function all(filters: readonly RunFilter[]): RunFilter {
  return filters.length === 1 ? filters[0]! : { all: filters };
}
export function any(filters: readonly RunFilter[]): RunFilter {
  return filters.length === 1 ? filters[0]! : { any: filters };
}
export function not(filter: RunFilter): RunFilter {
  return { not: filter };
}
