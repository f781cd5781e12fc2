import { createHash } from 'node:crypto';
import { isJsonObject, stringifyJson, type JsonObject, type JsonValue } from '@runstead/run-domain';

/** A value of a config or summary, as `run_values` holds it. */
export interface Leaf {
  readonly key: string;
  readonly num: number;
  readonly str: string;
  readonly isNumber: boolean;
}

const LONGEST = 256;

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
  if (typeof value === 'number') return { key, num: value, str: '', isNumber: true };
  if (typeof value === 'bigint') return { key, num: Number(value), str: value.toString(), isNumber: true };
  return { key, num: 0, str: shortened(typeof value === 'string' ? value : stringifyJson(value)), isNumber: false };
}

/** At most 256 bytes: a longer text keeps its beginning and a hash of the whole, so that equal stays equal. */
export function shortened(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= LONGEST) return text;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  let end = LONGEST - hash.length - 1;
  // Not in the middle of a character: continuation bytes are 10xxxxxx.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${bytes.toString('utf8', 0, end)}#${hash}`;
}
