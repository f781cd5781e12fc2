import type { QueryParams } from './click-house';

/** A value in the form that ClickHouse's clients bind: ids of integer arrays as `bigint`, non-finite numbers as words. */
export type BoundValue = string | number | boolean | bigint | readonly (string | number | bigint)[];

/** A parameter is missing, or its value cannot be of the type that the SQL names. A fault of the code, not of the data. */
export class BadParameterError extends Error {
  override readonly name = 'BadParameterError';
}

const PLACEHOLDER = /\{(\w+):\s*((?:[^{}])+?)\s*\}/g;
const INTEGER_ARRAY = /^Array\(U?Int\d+\)$/;

/**
 * The values that `sql` asks for, by the type that each `{name:Type}` names. Ids are decimal strings in JavaScript, and an
 * `Array(UInt64)` is bound from its text form, where a quoted element would be refused: those become `bigint`, which also
 * checks that they are digits.
 */
export function boundParams(sql: string, params: QueryParams): Record<string, BoundValue> {
  const bound: Record<string, BoundValue> = {};
  for (const [, name, type] of sql.matchAll(PLACEHOLDER)) {
    if (name === undefined || type === undefined) continue;
    const value = params[name];
    if (value === undefined) throw new BadParameterError(`The query needs a value for {${name}:${type}}`);
    bound[name] = boundValue(name, type, value);
  }
  return bound;
}

function boundValue(name: string, type: string, value: QueryParams[string]): BoundValue {
  if (Array.isArray(value)) {
    const elements = value as readonly (string | number)[];
    return INTEGER_ARRAY.test(type) ? elements.map((element) => integer(name, type, element)) : elements.map(finiteOrWord);
  }
  return finiteOrWord(value as string | number | boolean);
}

function integer(name: string, type: string, value: string | number): bigint {
  if (!/^-?\d+$/.test(String(value))) throw new BadParameterError(`{${name}:${type}} takes integers, not ${JSON.stringify(value)}`);
  return BigInt(value);
}

/** ClickHouse writes `nan`, `inf` and `-inf`; an integer beyond 2^53 is written out in full. */
function finiteOrWord<T extends string | number | boolean>(value: T): T | string {
  if (typeof value !== 'number') return value;
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value).toString() : value;
}
