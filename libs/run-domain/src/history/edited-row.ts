import { isJsonObject } from '../json/is-json-object';
import type { JsonObject, JsonValue } from '../json/json-value';
import { parseJson } from '../json/parse-json';
import { stringifyJson } from '../json/stringify-json';
import type { HiddenSteps, HistoryLayer } from './history-layers';

interface Found {
  readonly logged: string;
  readonly value: JsonValue;
}

/** True when the layer's edits touch single values; otherwise rows are shown as they were sent, or not at all. */
export function editsValues({ keys, hiddenValues, setValues }: HistoryLayer): boolean {
  return keys.size + hiddenValues.size + setValues.size > 0;
}

/** The row as the edits show it; the text itself when they leave it alone. `place` is the row's place in the log, or its layer's. */
export function editedRow(row: string, { step, place }: { readonly step: number; readonly place: bigint }, layer: HistoryLayer): string {
  if (!editsValues(layer)) return row;
  const parsed = parseJson(row);
  if (!isJsonObject(parsed)) return row;
  const edited = copyOf(parsed);
  const touched = new Set([...layer.keys.keys(), ...layer.hiddenValues.keys(), ...layer.setValues.keys()]);
  const taken: Found[] = [];
  let changed = false;
  for (const logged of touched) {
    const value = takeOut(edited, logged);
    if (value === undefined) continue;
    changed = true;
    if (hidden(layer.hiddenValues.get(logged), step, place)) continue;
    const set = layer.setValues.get(logged)?.get(step);
    const shownValue = set !== undefined && place < set.before && isNumber(value) ? set.value : value;
    taken.push({ logged, value: shownValue });
  }
  if (!changed) return row;
  // What is shown under a name of its own goes first, what took the name last.
  taken.sort((a, b) => rankOf(layer, a.logged) - rankOf(layer, b.logged));
  for (const { logged, value } of taken) {
    const shown = layer.keys.has(logged) ? layer.keys.get(logged)!.shown : logged;
    if (shown !== null && valueAtKey(edited, shown) === undefined) edited[shown] = value;
  }
  return stringifyJson(edited);
}

export function hidden(ranges: readonly HiddenSteps[] | undefined, step: number, place: bigint): boolean {
  return ranges?.some(({ from, to, before }) => step >= from && step <= to && place < before) ?? false;
}

/** `NaN` and infinities are numbers of a row, too. */
function isNumber(value: JsonValue): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

function rankOf({ keys }: HistoryLayer, logged: string): number {
  return keys.get(logged)?.rank ?? 0;
}

type Editable = Record<string, JsonValue>;

function copyOf(object: JsonObject): Editable {
  return Object.assign(Object.create(null) as Editable, object);
}

/**
 * Takes what metrics call `key` out of the object: the member of that name or, when there is none, the one that its dots lead
 * to. Objects on the way are copied. Undefined when there is none.
 */
export function takeOut(object: Editable, key: string): JsonValue | undefined {
  const value = object[key];
  if (value !== undefined) {
    delete object[key];
    return value;
  }
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
    const name = key.slice(0, dot);
    const inner = object[name];
    if (!isJsonObject(inner)) continue;
    const rest = copyOf(inner);
    const found = takeOut(rest, key.slice(dot + 1));
    if (found === undefined) continue;
    if (Object.keys(rest).length === 0) delete object[name];
    else object[name] = rest;
    return found;
  }
  return undefined;
}

/** What `takeOut` would take; nothing is taken. */
export function valueAtKey(object: JsonObject, key: string): JsonValue | undefined {
  return takeOut(copyOf(object), key);
}
