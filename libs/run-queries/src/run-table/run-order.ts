import type { Bindings } from '../filter/bindings';
import type { RunField } from '../filter/run-filter';
import { KIND, valueSql } from './value.sql';

export interface OrderKey {
  readonly field: RunField;
  readonly descending: boolean;
}

interface OrderColumn {
  readonly name: string;
  readonly sql: string;
  readonly type: 'UInt8' | 'Float64' | 'String' | 'Int64' | 'UInt64';
  readonly descending: boolean;
}

/** The columns that put runs in order, and the joins that they need. */
export interface RunOrder {
  readonly joins: readonly string[];
  readonly columns: readonly OrderColumn[];
}

/**
 * Missing values and NaN come last in both directions, numbers before texts. Ties break by creation, then by id; both go the
 * way of the key `createdAt`, if that is one.
 */
export function runOrder(keys: readonly OrderKey[], bindings: Bindings): RunOrder {
  const values = keys.map(({ field, descending }, place) => {
    const value = valueSql(field, String(place), bindings);
    const last = `(${value.kind} = 0 OR isNaN(${value.num}))`;
    const columns: OrderColumn[] = [
      { name: `last${place}`, sql: `toUInt8(${last})`, type: 'UInt8', descending: false },
      { name: `kind${place}`, sql: `toUInt8(NOT ${last} AND ${value.kind} != ${KIND.number})`, type: 'UInt8', descending },
      { name: `num${place}`, sql: `if(${last}, 0., ${value.num})`, type: 'Float64', descending },
      { name: `str${place}`, sql: `if(${last}, '', ${value.str})`, type: 'String', descending },
    ];
    return { join: value.join, columns };
  });
  const descending = keys.find(({ field }) => field.of === 'time' && field.name === 'createdAt')?.descending ?? false;
  const ties: OrderColumn[] = [
    { name: 'made', sql: 'toUnixTimestamp64Milli(created)', type: 'Int64', descending },
    { name: 'id', sql: 'r.run_id', type: 'UInt64', descending },
  ];
  return { joins: values.map(({ join }) => join), columns: [...values.flatMap(({ columns }) => columns), ...ties] };
}

export function orderBy({ columns }: RunOrder): string {
  return columns.map(({ name, descending }) => `${name}${descending ? ' DESC' : ''}`).join(', ');
}

/** The rows that come after the one whose columns have the values `position`. */
export function beyond({ columns }: RunOrder, position: readonly (string | number)[], bindings: Bindings): string {
  return columns.reduceRight((rest, { name, type, descending }, place) => {
    const value = bindings.bind(type, position[place] ?? 0);
    const further = `${name} ${descending ? '<' : '>'} ${value}`;
    return rest === '' ? further : `(${further} OR (${name} = ${value} AND ${rest}))`;
  }, '');
}
