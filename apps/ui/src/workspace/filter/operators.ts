import type { RunFields, RunOperator } from '@runstead/ui-contract';

export type FieldType = RunFields['fields'][number]['type'];

/** How the value of a condition is entered: not at all, one, several, a moment, or a number of days. */
export type ValueKind = 'none' | 'one' | 'number' | 'many' | 'moment' | 'span';

interface Operator {
  readonly op: RunOperator;
  readonly label: string;
  readonly value: ValueKind;
}

const EXISTENCE: readonly Operator[] = [
  { op: 'exists', label: 'exists', value: 'none' },
  { op: 'missing', label: 'does not exist', value: 'none' },
];

/** The operators of each type of field (UI 5.1.2), the usual one first. */
export const OPERATORS: Record<FieldType, readonly Operator[]> = {
  text: [
    { op: 'eq', label: '=', value: 'one' },
    { op: 'ne', label: '≠', value: 'one' },
    { op: 'in', label: 'is one of', value: 'many' },
    { op: 'nin', label: 'is not one of', value: 'many' },
    { op: 'contains', label: 'contains', value: 'one' },
    { op: 'matches', label: 'matches regex', value: 'one' },
    { op: 'notMatches', label: 'does not match regex', value: 'one' },
    ...EXISTENCE,
  ],
  number: [
    { op: 'eq', label: '=', value: 'number' },
    { op: 'ne', label: '≠', value: 'number' },
    { op: 'lt', label: '<', value: 'number' },
    { op: 'le', label: '≤', value: 'number' },
    { op: 'gt', label: '>', value: 'number' },
    { op: 'ge', label: '≥', value: 'number' },
    ...EXISTENCE,
  ],
  time: [
    { op: 'withinLast', label: 'within last', value: 'span' },
    { op: 'before', label: 'before', value: 'moment' },
    { op: 'after', label: 'after', value: 'moment' },
  ],
  tags: [
    { op: 'has', label: 'has', value: 'one' },
    { op: 'hasNot', label: 'has not', value: 'one' },
    { op: 'hasAny', label: 'has any of', value: 'many' },
    { op: 'hasNone', label: 'has none of', value: 'many' },
  ],
  boolean: [{ op: 'isTrue', label: 'is true', value: 'none' }, { op: 'isFalse', label: 'is false', value: 'none' }, ...EXISTENCE],
};

const ALL = Object.values(OPERATORS).flat();

export const labelOf = (op: RunOperator): string => ALL.find((known) => known.op === op)?.label ?? op;

export function valueKind(type: FieldType, op: RunOperator): ValueKind {
  return (OPERATORS[type].find((known) => known.op === op) ?? OPERATORS[type][0])?.value ?? 'one';
}
