import { isJsonObject } from '../json/is-json-object';
import type { JsonObject, JsonValue } from '../json/json-value';
import { parseJson } from '../json/parse-json';
import { isTroubled } from './is-troubled';

/** What ClickHouse can take of a history or system line; `fixed` null: the line as it is. */
export type PreparedLine =
  { readonly kind: 'ok'; readonly fixed: string | null } | { readonly kind: 'unreadable'; readonly reason: string };

const AS_IT_IS: PreparedLine = { kind: 'ok', fixed: null };

/**
 * Makes one history row fit for ClickHouse; almost every line passes untouched and unparsed (architecture 4).
 * In a rewritten line NaN and infinities are the JSON strings `"\u0001NaN"`, `"\u0001Infinity"`, `"\u0001-Infinity"`,
 * integers beyond 64 bits are floats, plain objects are flattened to dotted keys, media objects (with `_type`) and
 * lists stay whole, and the last of two equal keys wins. A line with no trouble in it is not checked: the engine finds
 * out whether it is JSON.
 */
export function prepareHistoryLine(line: string): PreparedLine {
  const trimmed = line.trim();
  if (trimmed === '') return { kind: 'unreadable', reason: 'empty line' };
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return { kind: 'unreadable', reason: 'not a JSON object' };
  if (!isTroubled(line)) return AS_IT_IS;
  try {
    const row = parseJson(line);
    if (!isJsonObject(row)) return { kind: 'unreadable', reason: 'not a JSON object' };
    const fixed = writeRow(row);
    return fixed === line ? AS_IT_IS : { kind: 'ok', fixed };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : 'not JSON' };
  }
}

/** What the engine reads of a row that is kept as a row only: its step and time. The row must be a JSON object all the same. */
export function prepareRowOnly(line: string): PreparedLine {
  try {
    const row = parseJson(line);
    if (!isJsonObject(row)) return { kind: 'unreadable', reason: 'not a JSON object' };
    const members = ['_step', '_timestamp'].flatMap((key) => {
      const value = Object.hasOwn(row, key) ? row[key] : undefined;
      return typeof value === 'number' || typeof value === 'bigint' ? [`"${key}":${writeValue(value)}`] : [];
    });
    return { kind: 'ok', fixed: `{${members.join(',')}}` };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : 'not JSON' };
  }
}

function writeRow(row: JsonObject): string {
  const members = new Map<string, string>();
  flatten(row, '', members);
  return `{${[...members].map(([key, value]) => `${writeText(key)}:${value}`).join(',')}}`;
}

function flatten(object: JsonObject, prefix: string, members: Map<string, string>): void {
  for (const [name, value] of Object.entries(object)) {
    const key = prefix + name;
    if (isPlainObject(value)) {
      flatten(value, `${key}.`, members);
    } else {
      members.delete(key);
      members.set(key, writeValue(value));
    }
  }
}

/** Media objects are values of their own (protocol 7.3); an empty object has no leaves and stays. */
function isPlainObject(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && typeof value['_type'] !== 'string' && Object.keys(value).length > 0;
}

function writeValue(value: JsonValue): string {
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'bigint') return writeInteger(value);
  if (typeof value === 'string') return writeText(value);
  if (isJsonObject(value)) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${writeText(key)}:${writeValue(member)}`)
      .join(',')}}`;
  }
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(writeValue).join(',')}]`;
  return JSON.stringify(value);
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) return `"\\u0001${value}"`;
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

function writeInteger(value: bigint): string {
  const fits = value >= -(2n ** 63n) && value < 2n ** 64n;
  return fits ? value.toString() : writeNumber(Number(value));
}

/** The engine refuses half a surrogate pair: it becomes the replacement character. */
function writeText(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
