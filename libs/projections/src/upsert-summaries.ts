import type { Database } from '@runstead/postgres';
import { sql, type Selectable, type Transaction } from 'kysely';
import { slices } from './bound-arrays';

export type SummaryRow = Selectable<Database['run_summaries']>;

/**
 * The newest summary of each run wins: by time, then by offset, then by text, so that the result does not depend on which
 * of the two topics was read first (`run-streams` holds the client's summaries, `run-events` those edited by a person).
 */
export async function upsertSummaries(tx: Transaction<Database>, rows: readonly SummaryRow[]): Promise<void> {
  const newest = new Map<string, SummaryRow>();
  for (const row of rows) {
    const rival = newest.get(row.run_id);
    if (rival === undefined || isNewer(row, rival)) newest.set(row.run_id, row);
  }
  for (const slice of slices([...newest.values()], 500)) {
    await sql`
      INSERT INTO run_summaries AS held (run_id, summary, updated_at, version)
      SELECT * FROM unnest(
        ${slice.map((row) => row.run_id)}::bigint[], ${slice.map((row) => row.summary)}::text[],
        ${slice.map((row) => row.updated_at)}::timestamptz[], ${slice.map((row) => row.version)}::bigint[])
      ON CONFLICT (run_id) DO UPDATE SET summary = excluded.summary, updated_at = excluded.updated_at, version = excluded.version
      WHERE (excluded.updated_at, excluded.version, excluded.summary COLLATE "C") > (held.updated_at, held.version, held.summary COLLATE "C")`.execute(
      tx,
    );
  }
}

function isNewer(row: SummaryRow, rival: SummaryRow): boolean {
  const time = row.updated_at.getTime() - rival.updated_at.getTime();
  return time !== 0 ? time > 0 : row.version > rival.version;
}
