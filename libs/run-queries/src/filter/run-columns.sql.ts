import { shortText } from '@runstead/clickhouse';
import type { RunField, TextFieldName, TimeFieldName } from './run-filter';
import type { Bindings } from './bindings';

const TEXTS: Readonly<Record<TextFieldName, string>> = {
  name: 'name',
  displayName: 'display_name',
  state: 'toString(state)',
  author: 'toString(author)',
  group: 'toString(group_name)',
  jobType: 'toString(job_type)',
  host: 'toString(host)',
  sweep: 'toString(sweep)',
  commit: 'toString(commit_sha)',
  notes: 'notes',
  entity: '{entity:String}',
  project: '{projectName:String}',
};
const TIMES: Readonly<Record<TimeFieldName, string>> = { createdAt: 'created', updatedAt: 'updated', endedAt: 'ended' };

/** A column of `runs`; empty is missing. */
export function textColumn(name: TextFieldName): string {
  return TEXTS[name];
}

const WHOLE: ReadonlySet<TextFieldName> = new Set(['name', 'displayName', 'state', 'author', 'entity', 'project']);

/** A value in the form in which that column holds it. */
export function asStored(name: TextFieldName, value: string): string {
  return WHOLE.has(name) ? value : shortText(value);
}

/** Milliseconds since the epoch; 0 is missing. */
export function timeColumn(name: TimeFieldName): string {
  return `toUnixTimestamp64Milli(${TIMES[name]})`;
}

/** Seconds from the start to the end, or to `{now:Int64}`. */
export const RUNTIME = `(if(${timeColumn('endedAt')} = 0, {now:Int64}, ${timeColumn('endedAt')}) - ${timeColumn('createdAt')}) / 1000`;

/** The rows of `run_values` of one key: one slice of the primary key, each run once. */
export function keySlice(field: Extract<RunField, { key: string }>, bindings: Bindings): string {
  const kind = field.of === 'config' ? 'config' : 'summary';
  return `run_values FINAL WHERE project_id = {project:UInt64} AND kind = '${kind}' AND key_id = sipHash64({project:UInt64}, ${bindings.bind('String', field.key)}) AND deleted = 0`;
}
