import { Injectable } from '@nestjs/common';
import { RUN_FIELD_NAMES, type FieldValue, type RunFields, type RunFieldValues } from '@runstead/ui-contract';
import { Bindings } from '../filter/bindings';
import { parseRunField } from '../filter/parse-run-field';
import type { RunField } from '../filter/run-filter';
import { fieldValue } from './field-value';
import { RunSetQueries, type ProjectScope } from './run-set.queries';
import { matchingRuns, valueSql } from './value.sql';

const MOST_VALUES = 50;

interface KeyRow {
  readonly of: 'config' | 'summary';
  readonly key: string;
  readonly runs: string;
  readonly numbers: string;
  readonly bools: string;
}

type Field = RunFields['fields'][number];

/** What runs can be filtered, sorted and grouped by, and which values there are. */
@Injectable()
export class RunFieldsQueries {
  constructor(private readonly sets: RunSetQueries) {}

  /** Fields of the run first, then keys by name; those of runs that are deleted do not count. */
  async fields(project: ProjectScope, search: string, limit: number): Promise<RunFields> {
    const own = (await this.ownFields(project)).filter(({ field }) => field.toLowerCase().includes(search.toLowerCase()));
    const bindings = new Bindings();
    const found =
      search === '' ? '' : ` AND positionCaseInsensitiveUTF8(concat(toString(kind), '.', key), ${bindings.bind('String', search)}) > 0`;
    const rows = await this.sets.query<KeyRow>(
      project,
      `SELECT toString(kind) AS of, key, count() AS runs, countIf(type = 'number') AS numbers, countIf(type = 'bool') AS bools
FROM run_values FINAL
WHERE project_id = {project:UInt64} AND deleted = 0${found}
  AND run_id NOT IN (SELECT run_id FROM runs FINAL WHERE project_id = {project:UInt64} AND deleted = 1)
GROUP BY kind, key ORDER BY kind, key LIMIT ${bindings.bind('UInt32', limit)}`,
      bindings,
    );
    return { fields: [...own, ...rows.map(keyField)] };
  }

  /** Up to 50 values, the most frequent first. A run counts once for each of its tags. */
  async values(project: ProjectScope, name: string, search: string): Promise<RunFieldValues> {
    const field = parseRunField(name);
    const bindings = new Bindings();
    const { join, kind, num, str } = valueSql(field, 'f', bindings);
    const columns =
      field.of === 'tags' ? `toUInt8(2) AS k, 0. AS n, arrayJoin(tags) AS s` : `toUInt8(${kind}) AS k, ${num} AS n, ${str} AS s`;
    const found =
      search === '' ? '' : ` AND positionCaseInsensitiveUTF8(if(k = 1, toString(n), s), ${bindings.bind('String', search)}) > 0`;
    const rows = await this.sets.query<{ k: number; n: number | string; s: string; runs: string }>(
      project,
      `SELECT k, n, s, count() AS runs FROM (SELECT ${columns} FROM ${matchingRuns('1', [join])})
WHERE k != 0${found} GROUP BY k, n, s ORDER BY runs DESC, k, n, s LIMIT ${MOST_VALUES}`,
      bindings,
    );
    return {
      values: rows.map(({ k, n, s, runs }): { value: FieldValue; runs: number } => ({ value: fieldValue(k, n, s), runs: Number(runs) })),
    };
  }

  private async ownFields(project: ProjectScope): Promise<Field[]> {
    const bindings = new Bindings();
    const names = [...RUN_FIELD_NAMES, 'tags'];
    const counts = names.map((name) => `countIf(${valueSql(parseRunField(name), '', bindings).kind} != 0)`);
    const rows = await this.sets.query<{ runs: string[] }>(
      project,
      `SELECT [${counts.join(', ')}] AS runs FROM ${matchingRuns('1', [])}`,
      bindings,
    );
    return names.map((field, place) => ({ field, ...described(parseRunField(field)), runs: Number(rows[0]?.runs[place] ?? 0) }));
  }
}

function described(field: RunField): Pick<Field, 'group' | 'type'> {
  if (field.of === 'tags') return { group: 'Tags', type: 'tags' };
  return { group: 'Run', type: field.of === 'time' ? 'time' : field.of === 'runtime' ? 'number' : 'text' };
}

/** A number if it ever was one. */
function keyField({ of, key, runs, numbers, bools }: KeyRow): Field {
  const type = Number(numbers) > 0 ? 'number' : bools === runs ? 'boolean' : 'text';
  return { field: `${of}.${key}`, group: of === 'config' ? 'Config' : 'Summary', type, runs: Number(runs) };
}
