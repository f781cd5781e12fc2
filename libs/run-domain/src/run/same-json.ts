import { writeJson } from '../json/stringify-json';

/** Equal as documents, whatever the order of keys. */
export function sameJson(one: unknown, other: unknown): boolean {
  return one === other || writeJson(sorted(one)) === writeJson(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) copy[key] = sorted(member);
  return copy;
}
