import type { Bindings } from '../filter/bindings';
import { keySlice, RUNTIME, textColumn, timeColumn } from '../filter/run-columns.sql';
import { FilterRefusedError, type RunField } from '../filter/run-filter';

/** What a value is: the numbers of the enum `run_values.type`, and 6 for the tags of a run. 0 is missing, null too. */
export const KIND = { missing: 0, number: 1, string: 2, bool: 3, json: 5, tags: 6 } as const;

/** A field's value as three columns that can be compared: `kind`, a number, a text. `join` brings the rows of a key. */
export interface ValueSql {
  readonly join: string;
  readonly kind: string;
  readonly num: string;
  readonly str: string;
}

/** `place` tells the joins of a statement apart. */
export function valueSql(field: RunField, place: string, bindings: Bindings): ValueSql {
  switch (field.of) {
    case 'text': {
      const column = textColumn(field.name);
      return { join: '', kind: `if(${column} = '', 0, ${KIND.string})`, num: '0.', str: column };
    }
    case 'time':
      return numeric(`if(${timeColumn(field.name)} = 0, 0, ${KIND.number})`, timeColumn(field.name));
    case 'runtime':
      return numeric(String(KIND.number), RUNTIME);
    case 'tags':
      return { join: '', kind: `if(empty(tags), 0, ${KIND.tags})`, num: '0.', str: 'toJSONString(arraySort(tags))' };
    case 'metric':
      throw new FilterRefusedError(`metric.${field.key.slice(0, 100)} has no values: ask for summary.${field.key.slice(0, 100)}`);
    default: {
      const [id, kind, num, str] = ['id', 'kind', 'num', 'str'].map((name) => `${name}_${place}`);
      const columns = `run_id AS ${id}, toUInt8(type) AS ${kind}, num AS ${num}, str AS ${str}`;
      return {
        join: ` LEFT ANY JOIN (SELECT ${columns} FROM ${keySlice(field, bindings)}) AS v_${place} ON ${id} = r.run_id`,
        kind: `if(${kind} = 4, 0, ${kind})`,
        // One NaN and one zero: groups and cursors compare bits.
        num: `if(isNaN(${num}), nan, ${num} + 0)`,
        str: `if(${kind} IN (1, 4), '', ${str})`,
      };
    }
  }
}

function numeric(kind: string, num: string): ValueSql {
  return { join: '', kind, num: `toFloat64(${num})`, str: `''` };
}

/** The runs that match `condition`, each once, with the rows that `joins` bring. */
export function matchingRuns(condition: string, joins: readonly string[]): string {
  return `(SELECT * FROM runs FINAL WHERE project_id = {project:UInt64} AND deleted = 0 AND ${condition}) AS r${joins.join('')}`;
}
