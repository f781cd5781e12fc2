import { escapeTsv, shortText } from '@runstead/clickhouse';
import type { Database } from '@runstead/postgres';
import type { Selectable } from 'kysely';
import type { Leaf } from './document-leaves';

export type IndexedRun = Selectable<Database['runs']>;
type OfProject = Pick<IndexedRun, 'run_id' | 'project_id'>;
export type DocumentKind = 'config' | 'summary';

/** Of `runs`, in the order that `runRow` has. */
export const RUN_COLUMNS = [
  ...['project_id', 'run_id', 'created', 'updated', 'state', 'name', 'display_name', 'author', 'tags'],
  ...['group_name', 'job_type', 'deleted', 'ver', 'ended', 'notes', 'host', 'sweep', 'commit_sha'],
] as const;

export function runRow(run: IndexedRun): string {
  return row([
    run.project_id,
    run.run_id,
    time(run.created_at),
    time(run.updated_at),
    escapeTsv(run.state),
    escapeTsv(run.name),
    escapeTsv(run.display_name),
    escapeTsv(run.author),
    textArray(run.tags),
    escapeTsv(shortText(run.group_name ?? '')),
    escapeTsv(shortText(run.job_type ?? '')),
    run.deleted_at === null ? '0' : '1',
    String(run.version),
    time(run.ended_at ?? new Date(0)),
    ...[run.notes, run.host, run.sweep, run.commit_sha].map((text) => escapeTsv(shortText(text ?? ''))),
  ]);
}

/** Of `incoming_run_values`, in the order that `valueRow` and `goneRow` have. */
export const VALUE_COLUMNS = ['project_id', 'run_id', 'kind', 'key', 'num', 'str', 'is_num', 'deleted', 'ver', 'type'] as const;

export function valueRow(run: OfProject, kind: DocumentKind, { key, num, str, type }: Leaf, version: string): string {
  const isNumber = type === 'number' ? '1' : '0';
  return row([run.project_id, run.run_id, kind, escapeTsv(key), float(num), escapeTsv(str), isNumber, '0', version, type]);
}

/** The document has no such key any more. */
export function goneRow(run: OfProject, kind: DocumentKind, key: string, version: string): string {
  return row([run.project_id, run.run_id, kind, escapeTsv(key), '0', '', '0', '1', version, 'null']);
}

/** Of `run_value_keys`, in the order that `keyRow` has. */
export const KEY_COLUMNS = ['project_id', 'run_id', 'kind', 'key'] as const;

export function keyRow(run: OfProject, kind: DocumentKind, key: string): string {
  return row([run.project_id, run.run_id, kind, escapeTsv(key)]);
}

/**
 * Summaries are ordered by time, then by offset (`upsertSummaries`): both in one number. Only summaries of one
 * millisecond are told apart by the offset's last 20 bits. An edit of the history shows the same summary in another way.
 */
export function summaryVersion(
  summary: Pick<Selectable<Database['run_summaries']>, 'updated_at' | 'version'> | undefined,
  run: Pick<IndexedRun, 'history_edited_at' | 'version'>,
): string {
  const [told, edited] = [summary?.updated_at.getTime() ?? 0, run.history_edited_at?.getTime() ?? 0];
  const offset = (summary?.version ?? 0) + (edited >= told ? run.version : 0);
  return edited + told === 0 ? '0' : ((BigInt(Math.max(told, edited)) << 20n) + BigInt(offset % 2 ** 20)).toString();
}

function row(fields: readonly string[]): string {
  return `${fields.join('\t')}\n`;
}

function time(date: Date): string {
  return date.toISOString().slice(0, 23).replace('T', ' ');
}

function float(value: number): string {
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

function textArray(texts: readonly string[]): string {
  return `[${texts.map((text) => `'${escapeTsv(text).replaceAll("'", "\\'")}'`).join(',')}]`;
}
