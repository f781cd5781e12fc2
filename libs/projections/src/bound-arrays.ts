import { sql, type RawBuilder } from 'kysely';

/** `= ANY($1)` with one parameter, however many ids: `.where('run_id', '=', idArray(ids))`. */
export function idArray(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`ANY(${ids}::bigint[])`;
}

/** Consecutive slices of at most `size`: a statement has at most 65,535 parameters and should not hold the thread for long. */
export function* slices<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
