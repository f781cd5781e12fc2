import { InsertRefusedError } from '@runstead/clickhouse';

/**
 * The store answered and will not have these values: SQLSTATE class 22 (data exception) or 23 (constraint violation),
 * or ClickHouse could not parse the insert. Trying again would be for ever; everything else is retried.
 */
export function isDataError(error: unknown): boolean {
  if (error instanceof InsertRefusedError) return true;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code);
}
