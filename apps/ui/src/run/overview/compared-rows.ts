import { dottedRows, type DottedRow } from './dotted-rows';

/** A key of two documents. `undefined` is a key that one of them lacks, which counts as different. */
export interface ComparedRow {
  readonly name: string;
  readonly path: readonly string[];
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly differs: boolean;
}

const identity = ({ path }: DottedRow): string => path.join('\u0000');

/** Every key of both, those of `mine` first and in its order. */
export function comparedRows(mine: Record<string, unknown>, theirs: Record<string, unknown>): ComparedRow[] {
  const others = new Map(dottedRows(theirs).map((row) => [identity(row), row]));
  const own = dottedRows(mine).map((row): ComparedRow => {
    const other = others.get(identity(row));
    others.delete(identity(row));
    return { name: row.name, path: row.path, mine: row.value, theirs: other?.value, differs: !other || !same(row.value, other.value) };
  });
  const missing = [...others.values()].map((row): ComparedRow => ({
    name: row.name,
    path: row.path,
    mine: undefined,
    theirs: row.value,
    differs: true,
  }));
  return [...own, ...missing];
}

/** Equal whatever the order of keys. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)));
}
