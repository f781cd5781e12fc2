import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { editedSummary, historyEditsOf, isJsonObject, parseJson, toPlainJson, type JsonObject, type JsonValue } from '@runstead/run-domain';
import type { RunTableRow } from '@runstead/ui-contract';
import { sql } from 'kysely';
import { LastHeartbeats } from '../last-heartbeats';
import { type RunRowRecord, runRowColumns, toRunRow } from '../run-row';

interface TableRecord extends RunRowRecord {
  readonly notes: string | null;
  readonly host: string | null;
  readonly sweep: string | null;
  readonly commit_sha: string | null;
  readonly config: string | null;
  readonly summary: string | null;
  readonly history_edits: string;
}

interface Column {
  readonly name: string;
  readonly of: 'config' | 'summary';
  readonly key: string;
}

/** The rows of a page, whole, from Postgres: values are as they were logged, of any length. */
@Injectable()
export class TableRows {
  constructor(
    private readonly pool: SqlPool,
    private readonly heartbeats: LastHeartbeats,
  ) {}

  /** In the order of `runIds`. Those that are deleted by now are left out. `columns` that are no keys bring nothing. */
  async of(runIds: readonly string[], columns: readonly string[]): Promise<RunTableRow[]> {
    if (runIds.length === 0) return [];
    const wanted = columns.flatMap(column);
    const config = wanted.some(({ of }) => of === 'config') ? sql`r.config` : sql`NULL`;
    const summary = wanted.some(({ of }) => of === 'summary')
      ? sql`(SELECT s.summary FROM run_summaries s WHERE s.run_id = r.run_id)`
      : sql`NULL`;
    const { rows } = await sql<TableRecord>`
      SELECT ${runRowColumns}, r.notes, r.host, r.sweep, r.commit_sha, r.history_edits, ${config} AS config, ${summary} AS summary
      FROM runs r WHERE r.run_id = ANY(${[...runIds]}::bigint[]) AND r.deleted_at IS NULL`.execute(this.pool.db);
    const heard = await this.heartbeats.of(rows);
    const byId = new Map(rows.map((row) => [row.run_id, row]));
    return runIds.flatMap((runId) => {
      const record = byId.get(runId);
      return record ? [toTableRow(record, wanted, heard)] : [];
    });
  }
}

function column(name: string): Column[] {
  const dot = name.indexOf('.');
  const of = name.slice(0, dot);
  return of === 'config' || of === 'summary' ? [{ name, of, key: name.slice(dot + 1) }] : [];
}

function toTableRow(record: TableRecord, columns: readonly Column[], heard: ReadonlyMap<string, number>): RunTableRow {
  const documents = {
    config: documentOf(record.config),
    summary: editedSummary(documentOf(record.summary), historyEditsOf(record.history_edits)),
  };
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { name, of, key } of columns) {
    const value = of === 'config' ? configValue(documents.config, key) : valueAt(documents.summary, key);
    if (value !== undefined) values[name] = toPlainJson(value);
  }
  return { ...toRunRow(record, heard), notes: record.notes, host: record.host, sweep: record.sweep, commit: record.commit_sha, values };
}

function documentOf(text: string | null): JsonObject {
  const value = text === null ? null : parseJson(text);
  return isJsonObject(value ?? undefined) ? (value as JsonObject) : {};
}

/** Each entry of a config is in `{value}` (protocol 4.4). */
function configValue(config: JsonObject, key: string): JsonValue | undefined {
  return valueAt(config, key, (entry) => (isJsonObject(entry) && entry['value'] !== undefined ? entry['value'] : entry));
}

/** A dot is both a separator and a letter of names: the whole is tried as a name first, then every split. */
function valueAt(object: JsonObject, key: string, open: (entry: JsonValue) => JsonValue = (entry) => entry): JsonValue | undefined {
  if (Object.hasOwn(object, key)) return open(object[key]!);
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
    const name = key.slice(0, dot);
    const inner = Object.hasOwn(object, name) ? open(object[name]!) : undefined;
    const value = isJsonObject(inner) ? valueAt(inner, key.slice(dot + 1)) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
