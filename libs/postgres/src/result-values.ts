/**
 * What a `bigint` of a result becomes. Ids use all 63 bits and stay decimal strings; every other bigint is a count, an
 * offset or a size and becomes a number. The column's name decides, because the wire tells only the type: a name that
 * is `id` or ends in `_id` or `Id` is an id (`run_id`, `project_id`, `runId`). `count(*)` is a count; `sum` over bigint is
 * `numeric` and comes as a string unless it is cast (`::bigint`).
 */
export function isIdColumn(name: string): boolean {
  return name === 'id' || name.endsWith('_id') || name.endsWith('Id');
}

/** Throws when a count is not exact as a number: then the column is an id and should be called one. */
export function countFromText(column: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count)) throw new RangeError(`bigint ${text} in column "${column}" is not exact as a number`);
  return count;
}

/** Postgres text cannot hold NUL. It is stored as U+FFFD, as a lone surrogate is: a name is data and must not stop a projection. */
export function storableParameter(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  return Array.isArray(value) ? value.map(storableParameter) : value;
}
