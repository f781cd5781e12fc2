import type { Database } from '@runstead/postgres';
import { stringifyJson } from '@runstead/run-domain';
import { sql, type Transaction } from 'kysely';
import { slices } from '../bound-arrays';
import { upsertSummaries } from '../upsert-summaries';
import type { RunFold } from './run-fold';
import { runToRow, type RunRow } from './run-row';

const ROWS_A_STATEMENT = 100;

/** Writes what the fold holds: runs, their files, alerts and edited summaries. */
export async function writeRuns(tx: Transaction<Database>, fold: RunFold): Promise<void> {
  for (const slice of slices(fold.runs, ROWS_A_STATEMENT)) {
    await upsertRuns(
      tx,
      slice.map(({ run, version }) => runToRow(run, version)),
    );
  }
  await writeFiles(tx, fold);
  await upsertSummaries(
    tx,
    fold.summaries.map(({ runId, version, event }) => ({
      run_id: runId,
      summary: stringifyJson(event.data.summary),
      updated_at: new Date(event.time),
      version,
    })),
  );
  for (const slice of slices(fold.alerts, ROWS_A_STATEMENT)) {
    const rows = slice.map(({ runId, event }) => ({
      event_id: event.id,
      run_id: runId,
      title: event.data.title,
      body: event.data.text,
      severity: event.data.severity,
      raised_at: new Date(event.time),
    }));
    await tx
      .insertInto('alerts')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function upsertRuns(tx: Transaction<Database>, rows: readonly RunRow[]): Promise<void> {
  const [sample] = rows;
  if (sample === undefined) return;
  const columns = (Object.keys(sample) as (keyof RunRow)[]).filter((column) => column !== 'run_id');
  const update = Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)]));
  await tx
    .insertInto('runs')
    .values(rows)
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet(update))
    .execute();
}

async function writeFiles(tx: Transaction<Database>, fold: RunFold): Promise<void> {
  const stored = fold.lastFileEvents.flatMap(({ runId, event }) =>
    event.type === 'RunFileStored'
      ? [
          {
            run_id: runId,
            name: event.data.name,
            size: event.data.size,
            md5: event.data.md5,
            object_key: event.data.objectKey,
            content_type: event.data.contentType,
            updated_at: new Date(event.time),
          },
        ]
      : [],
  );
  const deleted = fold.lastFileEvents.filter(({ event }) => event.type === 'RunFileDeleted');
  for (const slice of slices(stored, ROWS_A_STATEMENT)) {
    await tx
      .insertInto('run_files')
      .values(slice)
      .onConflict((conflict) =>
        conflict.columns(['run_id', 'name']).doUpdateSet((row) => ({
          size: row.ref('excluded.size'),
          md5: row.ref('excluded.md5'),
          object_key: row.ref('excluded.object_key'),
          content_type: row.ref('excluded.content_type'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .execute();
  }
  for (const { runId, event } of deleted) {
    await tx.deleteFrom('run_files').where('run_id', '=', runId).where('name', '=', event.data.name).execute();
  }
}
