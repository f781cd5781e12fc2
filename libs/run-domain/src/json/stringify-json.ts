import type { JsonValue } from './json-value';

/**
 * The inverse of `parseJson`: bare `NaN` and `Infinity` tokens, the digits of a `bigint`, and a fraction on floats
 * beyond 2^53 so that they do not come back as integers. Members that are `undefined` are left out.
 */
export function stringifyJson(value: JsonValue): string {
  return writeJson(value);
}

/** For typed data that is JSON by construction but has no index signature (the `data` of events). */
export function writeJson(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`${typeof value} is not JSON`);
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${writeJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function writeNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && !text.includes('e') ? `${text}.0` : text;
}
