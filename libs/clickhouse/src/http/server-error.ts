import { ClickHouseError } from '@clickhouse/client';

/** The client keeps the name of an error (`TIMEOUT_EXCEEDED`) apart from its text; people and tests look for it in the text. */
export function serverError(error: unknown): unknown {
  if (!(error instanceof ClickHouseError) || error.type === undefined) return error;
  return new Error(`ClickHouse: ${error.message.trim()} (${error.type})`, { cause: error });
}

/** ClickHouse's number of an error of `serverError`, or null for an outage. */
export function serverCode(error: unknown): number | null {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof ClickHouseError && /^\d+$/.test(cause.code) ? Number(cause.code) : null;
}
