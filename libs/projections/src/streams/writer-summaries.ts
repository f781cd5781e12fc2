import type { Database } from '@runstead/postgres';
import { isJsonObject, parseJson, stringifyJson, type JsonValue } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { slices } from '../bound-arrays';
import type { SummaryRow } from '../upsert-summaries';

/** `version` is the offset of the record, so it orders the summaries of a run as the log does. */
export interface WriterSummary extends SummaryRow {
  readonly writer: string;
}

/**
 * Each writer of a shared run sends a whole summary of what it has logged itself (protocol 6.7): one must not erase
 * another's. Keeps the newest of each writer and answers one row a run, key by key the last writer's value. Its time never
 * goes back, so that it replaces what earlier batches have made of fewer summaries, however the records are split.
 */
export async function unitedSummaries(tx: Transaction<Database>, told: readonly WriterSummary[]): Promise<SummaryRow[]> {
  if (told.length === 0) return [];
  for (const slice of slices(newestOf(told), 200)) {
    await tx
      .insertInto('writer_summaries')
      .values([...slice])
      .onConflict((conflict) =>
        conflict
          .columns(['run_id', 'writer'])
          .doUpdateSet((row) => ({
            summary: row.ref('excluded.summary'),
            updated_at: row.fn<Date>('greatest', ['writer_summaries.updated_at', 'excluded.updated_at']),
            version: row.ref('excluded.version'),
          }))
          .whereRef('writer_summaries.version', '<', 'excluded.version'),
      )
      .execute();
  }
  const runIds = [...new Set(told.map((row) => row.run_id))];
  const rows = await tx.selectFrom('writer_summaries').selectAll().where('run_id', 'in', runIds).orderBy('version').execute();
  return runIds.map((runId) =>
    united(
      runId,
      rows.filter((row) => row.run_id === runId),
    ),
  );
}

function newestOf(told: readonly WriterSummary[]): WriterSummary[] {
  const newest = new Map<string, WriterSummary>();
  for (const row of told) {
    const key = `${row.run_id}/${row.writer}`;
    const before = newest.get(key)?.updated_at ?? row.updated_at;
    newest.set(key, { ...row, updated_at: before > row.updated_at ? before : row.updated_at });
  }
  return [...newest.values()];
}

/** `rows` in the order of the log. */
function united(runId: string, rows: readonly SummaryRow[]): SummaryRow {
  const summary = Object.create(null) as Record<string, JsonValue>;
  for (const row of rows) {
    const document = parseJson(row.summary);
    if (isJsonObject(document)) for (const [key, value] of Object.entries(document)) summary[key] = value;
  }
  return {
    run_id: runId,
    summary: stringifyJson(summary),
    updated_at: new Date(Math.max(...rows.map((row) => row.updated_at.getTime()))),
    version: Math.max(...rows.map((row) => row.version)),
  };
}
