import type { RunCondition, RunFilterTree } from '@runstead/ui-contract';
import { valueKind, type FieldType } from './operators';

/** A condition while it is being written: `value` is undefined until one was committed. */
export interface FilterRow {
  readonly id: number;
  readonly field: string;
  readonly type: FieldType;
  readonly op: RunCondition['op'];
  readonly value: RunCondition['value'];
}

/** Conditions joined with AND, and brackets of conditions joined with OR. */
export type FilterPart = FilterRow | { readonly id: number; readonly any: readonly FilterRow[] };

export const isBracket = (part: FilterPart): part is Extract<FilterPart, { any: unknown }> => 'any' in part;

/** Top-level conditions and brackets of a stored filter, as they are; what the page did not write itself stays whole. */
export function partsOf(filter: RunFilterTree | undefined): readonly RunFilterTree[] {
  if (!filter) return [];
  return 'and' in filter ? filter.and : [filter];
}

export const joined = (parts: readonly RunFilterTree[]): RunFilterTree | undefined => (parts.length > 0 ? { and: parts } : undefined);

export const isCondition = (tree: RunFilterTree): tree is RunCondition => 'field' in tree;

export const sameTree = (a: RunFilterTree, b: RunFilterTree): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Conditions in a filter, those in brackets too: the badge. */
export function countConditions(filter: RunFilterTree | undefined): number {
  if (!filter) return 0;
  if (isCondition(filter)) return 1;
  const inside = 'and' in filter ? filter.and : 'or' in filter ? filter.or : [filter.not];
  return inside.reduce((sum, tree) => sum + countConditions(tree), 0);
}

const FIXED_TYPES: Readonly<Record<string, FieldType>> = {
  tags: 'tags',
  runtime: 'number',
  createdAt: 'time',
  updatedAt: 'time',
  endedAt: 'time',
};

/** The type that the field has in the project, or, where no run has it (any more), the one that the operator speaks of. */
export function typeOf(field: string, op: RunCondition['op'], types: ReadonlyMap<string, FieldType>): FieldType {
  const known = types.get(field) ?? FIXED_TYPES[field];
  if (known) return known;
  if (op === 'isTrue' || op === 'isFalse') return 'boolean';
  return ['lt', 'le', 'gt', 'ge'].includes(op) ? 'number' : 'text';
}

/** Null while the row has no value that its operator can take. */
export function conditionOf({ field, type, op, value }: FilterRow): RunCondition | null {
  const kind = valueKind(type, op);
  if (field === '') return null;
  if (kind === 'none') return { field, op };
  if (value === undefined || value === '') return null;
  if (kind === 'many') return Array.isArray(value) && value.length > 0 ? { field, op, value } : null;
  if (kind === 'one') return Array.isArray(value) ? null : { field, op, value };
  return typeof value === 'number' && Number.isFinite(value) ? { field, op, value } : null;
}

/** The filter that is meant by what is written; unfinished rows do not count yet. */
export function filterOf(parts: readonly FilterPart[]): RunFilterTree | undefined {
  const trees = parts.flatMap((part): RunFilterTree[] => {
    const conditions = (isBracket(part) ? part.any : [part]).flatMap((row) => conditionOf(row) ?? []);
    if (!isBracket(part)) return conditions;
    return conditions.length > 0 ? [{ or: conditions }] : [];
  });
  return joined(trees);
}

/** Rows to edit. A deeper tree than the page can show (made elsewhere) is not taken apart. */
export function rowsOf(filter: RunFilterTree | undefined, types: ReadonlyMap<string, FieldType>): readonly FilterPart[] | null {
  let id = 0;
  const row = (condition: RunCondition): FilterRow => ({
    id: (id += 1),
    field: condition.field,
    type: typeOf(condition.field, condition.op, types),
    op: condition.op,
    value: condition.value,
  });
  const parts: FilterPart[] = [];
  for (const tree of partsOf(filter)) {
    if (isCondition(tree)) parts.push(row(tree));
    else if ('or' in tree && tree.or.every(isCondition)) parts.push({ id: (id += 1), any: tree.or.filter(isCondition).map(row) });
    else return null;
  }
  return parts;
}
