import type { JsonValue } from './json-value';

/** For browsers, whose JSON has neither: NaN and infinities become the strings `NaN`, `Infinity`, `-Infinity`, a `bigint` its digits. */
export function toPlainJson(value: JsonValue): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map(toPlainJson);
  const plain: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value)) plain[key] = toPlainJson(member);
  return plain;
}

function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
