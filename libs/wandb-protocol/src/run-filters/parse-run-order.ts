import type { OrderKey } from '@runstead/run-queries';
import { Refusal } from '../graphql/refusal';
import { fieldsOfKey } from './run-key';

const LONGEST = 600;

/**
 * An order string (public API 7.2): `[+|-]key`, oldest first when there is none. Runs without the key come last both ways.
 * Of a config key with a segment `value`, the entry is meant.
 */
export function parseRunOrder(order: string | null | undefined): readonly OrderKey[] {
  const text = (order || '+created_at').trim();
  const key = text.replace(/^[+-]/, '');
  const field = key.length <= LONGEST ? fieldsOfKey(key).at(-1) : undefined;
  if (!field || field.of === 'metric') throw new Refusal(400, `Runs cannot be ordered by "${key.slice(0, 100)}".`);
  return [{ field, descending: text.startsWith('-') }];
}
