import { shortText } from '@runstead/clickhouse';
import { isJsonObject, stringifyJson, type JsonObject, type JsonValue } from '@runstead/run-domain';

/** A value of a config or summary, as `run_values` holds it. */
export interface Leaf {
  readonly key: string;
  readonly num: number;
  readonly str: string;
  readonly type: 'number' | 'string' | 'bool' | 'null' | 'json';
}

/** The leaves of a config document (`key -> {value}`) under dotted keys, without the client's own entry `_wandb`. */
export function configLeaves(config: JsonObject): Leaf[] {
  const plain = Object.entries(config).map(([key, entry]): [string, JsonValue] => [
    key,
    isJsonObject(entry) && entry['value'] !== undefined ? entry['value'] : entry,
  ]);
  return leaves(plain);
}

export function summaryLeaves(summary: JsonObject): Leaf[] {
  return leaves(Object.entries(summary));
}

function leaves(entries: readonly (readonly [string, JsonValue])[]): Leaf[] {
  const found = new Map<string, Leaf>();
  for (const [key, value] of entries) if (key !== '_wandb') collect(key, value, found);
  return [...found.values()];
}

function collect(key: string, value: JsonValue, found: Map<string, Leaf>): void {
  if (isJsonObject(value) && typeof value['_type'] !== 'string' && Object.keys(value).length > 0) {
    for (const [name, member] of Object.entries(value)) collect(`${key}.${name}`, member, found);
  } else {
    found.set(key, leaf(key, value));
  }
}

function leaf(key: string, value: JsonValue): Leaf {
  if (typeof value === 'number') return { key, num: value, str: '', type: 'number' };
  if (typeof value === 'bigint') return { key, num: Number(value), str: value.toString(), type: 'number' };
  if (typeof value === 'string') return { key, num: 0, str: shortText(value), type: 'string' };
  const type = value === null ? 'null' : typeof value === 'boolean' ? 'bool' : 'json';
  return { key, num: 0, str: shortText(stringifyJson(value)), type };
}
