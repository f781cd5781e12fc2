import type { Database } from '@runstead/postgres';
import { sql, type Transaction } from 'kysely';
import { slices } from '../bound-arrays';
import { streamKey, type StreamRow } from './stream-fold';

type StreamKey = Pick<StreamRow, 'run_id' | 'writer' | 'file'>;

/** The rows of these streams that exist. */
export async function loadStreams(tx: Transaction<Database>, keys: readonly StreamKey[]): Promise<Map<string, StreamRow>> {
  const found = new Map<string, StreamRow>();
  for (const slice of slices(keys, 500)) {
    const answer = await sql<StreamRow>`
      SELECT s.run_id, s.writer, s.file, generation, next_line, next_step, lines_received, lines_logged, lines_repeated, lines_rewritten, lines_skipped,
        bytes_logged, lines_rows_only, open_gaps, last_line, first_at, last_at
      FROM unnest(${slice.map((key) => key.run_id)}::bigint[], ${slice.map((key) => key.writer)}::text[], ${slice.map((key) => key.file)}::text[])
        AS k (run_id, writer, file)
      JOIN run_streams s ON s.run_id = k.run_id AND s.writer = k.writer AND s.file = k.file`.execute(tx);
    for (const row of answer.rows) found.set(streamKey(row), row);
  }
  return found;
}

/** One statement for up to 500 streams; `dead_letters` is left as it is. */
export async function saveStreams(tx: Transaction<Database>, rows: readonly StreamRow[]): Promise<void> {
  for (const slice of slices(rows, 500)) {
    const column = <K extends keyof StreamRow>(name: K): StreamRow[K][] => slice.map((row) => row[name]);
    await sql`
      INSERT INTO run_streams (run_id, writer, file, generation, next_line, next_step, lines_received, lines_logged, lines_repeated, lines_rewritten,
        lines_skipped, bytes_logged, lines_rows_only, open_gaps, last_line, first_at, last_at)
      SELECT * FROM unnest(
        ${column('run_id')}::bigint[], ${column('writer')}::text[], ${column('file')}::text[], ${column('generation')}::integer[],
        ${column('next_line')}::bigint[], ${column('next_step')}::bigint[], ${column('lines_received')}::bigint[], ${column('lines_logged')}::bigint[],
        ${column('lines_repeated')}::bigint[], ${column('lines_rewritten')}::bigint[], ${column('lines_skipped')}::bigint[],
        ${column('bytes_logged')}::bigint[], ${column('lines_rows_only')}::bigint[], ${column('open_gaps')}::text[], ${column('last_line')}::text[], ${column('first_at')}::timestamptz[],
        ${column('last_at')}::timestamptz[])
      ON CONFLICT (run_id, writer, file) DO UPDATE SET
        generation = excluded.generation, next_line = excluded.next_line, next_step = excluded.next_step, lines_received = excluded.lines_received,
        lines_logged = excluded.lines_logged, lines_repeated = excluded.lines_repeated, lines_rewritten = excluded.lines_rewritten,
        lines_skipped = excluded.lines_skipped, bytes_logged = excluded.bytes_logged, lines_rows_only = excluded.lines_rows_only,
        open_gaps = excluded.open_gaps, last_line = excluded.last_line,
        first_at = excluded.first_at, last_at = excluded.last_at`.execute(tx);
  }
}
