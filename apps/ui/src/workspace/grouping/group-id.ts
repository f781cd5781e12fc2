import type { FieldValue, RunGroup } from '@runstead/ui-contract';
import { formatNumber } from '../../format/number';

/** Names a group in hooks, colours and hidden lists: the same for as long as its fields and values are. */
export const groupId = (key: RunGroup): string => key.map(({ field, value }) => `${field}=${valueId(value)}`).join(' · ');

function valueId(value: FieldValue): string {
  if (value.type === 'missing') return '—';
  if (value.type === 'tags') return JSON.stringify(value.value);
  return value.type === 'string' ? JSON.stringify(value.value) : String(value.value);
}

/** A value as a group's row and line say it; `—` is no value. */
export function valueText(value: FieldValue): string {
  switch (value.type) {
    case 'missing':
      return '—';
    case 'number':
      return typeof value.value === 'number' ? formatNumber(value.value) : value.value;
    case 'string':
      return value.value === '' ? '(empty)' : value.value;
    case 'tags':
      return value.value.join(', ') || '—';
    default:
      return String(value.value);
  }
}

/** A line's name: the innermost values, with the fields they belong to where there are several. */
export function groupLabel(key: RunGroup): string {
  if (key.length === 1 && key[0]) return valueText(key[0].value);
  return key.map(({ field, value }) => `${field.replace(/^(?:config|summary)\./, '')}: ${valueText(value)}`).join(' · ');
}
