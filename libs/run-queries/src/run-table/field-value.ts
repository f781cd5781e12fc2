import type { FieldValue, RunGroup } from '@runstead/ui-contract';
import { parseRunField } from '../filter/parse-run-field';
import { all, any, not, type RunField, type RunFilter, type Scalar } from '../filter/run-filter';
import { KIND } from './value.sql';

/** A value as the columns of `valueSql` tell it in a JSON result, where what is not finite is a word. */
export function fieldValue(kind: number, num: number | string, str: string): FieldValue {
  switch (kind) {
    case KIND.missing:
      return { type: 'missing' };
    case KIND.number:
      return { type: 'number', value: typeof num === 'number' ? num : word(num) };
    case KIND.bool:
      return { type: 'bool', value: str === 'true' };
    case KIND.json:
      return { type: 'json', value: str };
    case KIND.tags:
      return { type: 'tags', value: JSON.parse(str) as string[] };
    default:
      return { type: 'string', value: str };
  }
}

function word(num: string): 'NaN' | 'Infinity' | '-Infinity' {
  if (num === 'inf') return 'Infinity';
  return num === '-inf' ? '-Infinity' : 'NaN';
}

/** The members of a group. */
export function groupFilter(group: RunGroup): RunFilter {
  return all(group.map(({ field, value }) => hasValue(parseRunField(field), value)));
}

function hasValue(field: RunField, value: FieldValue): RunFilter {
  const equal = (scalar: Scalar): RunFilter => ({ field, test: { is: 'equal', value: scalar } });
  switch (value.type) {
    case 'missing':
      return any([not({ field, test: { is: 'exists' } }), equal(null)]);
    case 'number':
      return value.value === 'NaN' ? { field, test: { is: 'nan' } } : equal(Number(value.value));
    case 'json':
      return equal({ json: value.value });
    case 'tags':
      return { field, test: { is: 'exactly', texts: value.value } };
    default:
      return equal(value.value);
  }
}
