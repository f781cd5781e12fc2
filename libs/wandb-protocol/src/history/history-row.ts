import { isJsonObject, parseJson, stringifyJson, toPlainJson, type JsonObject, type JsonValue } from '@runstead/run-domain';
import type { LoggedRow } from './history-reads';

/** A row with nested objects as dotted keys; media objects (with `_type`) stay whole (protocol, public API 10.1). */
function flatRow({ step, row }: LoggedRow): Map<string, JsonValue> {
  const flat = new Map<string, JsonValue>();
  const parsed = parseJson(row);
  if (isJsonObject(parsed)) flatten(parsed, '', flat);
  // Every row that is read needs a step; writers of a shared run count their own, which is not the run's.
  if (ownStep(row) !== step) flat.set('_step', step);
  return flat;
}

/** As it stands in the row; null when there is none that is a whole number. */
function ownStep(row: string): number | null {
  const [, digits] = /"_step"\s*:\s*(-?\d+)(?![\d.eE])/.exec(row) ?? [];
  return digits === undefined ? null : Number(digits);
}

function flatten(object: JsonObject, prefix: string, flat: Map<string, JsonValue>): void {
  for (const [name, value] of Object.entries(object)) {
    if (isJsonObject(value) && typeof value['_type'] !== 'string' && Object.keys(value).length > 0)
      flatten(value, `${prefix}${name}.`, flat);
    else flat.set(prefix + name, value);
  }
}

/** As JSON text. Most rows have nothing nested and are what was sent. */
export function rowText(logged: LoggedRow): string {
  const { row } = logged;
  if (!row.includes('{', row.indexOf('{') + 1) && ownStep(logged.row) === logged.step) return row;
  return stringifyJson(Object.fromEntries(flatRow(logged)));
}

/** The whole row as plain JSON: NaN and infinities as texts. */
export function wholeRow(logged: LoggedRow): Record<string, unknown> {
  return plain(flatRow(logged));
}

/** The chosen keys as plain JSON, or null when the row lacks one. */
export function chosenKeys(logged: LoggedRow, keys: readonly string[]): Record<string, unknown> | null {
  const flat = flatRow(logged);
  const chosen = new Map<string, JsonValue>();
  for (const key of keys) {
    const value = flat.get(key);
    if (value === undefined) return null;
    chosen.set(key, value);
  }
  return plain(chosen);
}

function plain(values: ReadonlyMap<string, JsonValue>): Record<string, unknown> {
  return toPlainJson(Object.fromEntries(values)) as Record<string, unknown>;
}
