import { formatValue } from '../../../format/number';
import { isFields } from '../media-value';

export interface LoggedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const BARE = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/** A `.table.json` (protocol 7.3). Bare NaN and infinities, which JSON does not have, become texts; null is no table. */
export function readTable(text: string): LoggedTable | null {
  const file = parsed(text) ?? parsed(text.replace(BARE, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  if (!isFields(file) || !Array.isArray(file['columns']) || !Array.isArray(file['data'])) return null;
  return { columns: file['columns'].map(String), rows: file['data'].filter((row): row is unknown[] => Array.isArray(row)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The kind of a column, by its first values that are there: `number`, `text`, `image`, … */
export function columnType(rows: LoggedTable['rows'], column: number): string {
  const value = rows.slice(0, 100).find((row) => row[column] !== null && row[column] !== undefined)?.[column];
  if (value === undefined) return 'empty';
  if (isFields(value)) return typeof value['_type'] === 'string' ? value['_type'].replace(/-file$/, '') : 'object';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? (isSpecial(value) ? 'number' : 'text') : typeof value;
}

const isSpecial = (value: string): boolean => /^(NaN|-?Infinity)$/.test(value);

export interface RowOrder {
  readonly column: number;
  readonly descending: boolean;
}

/** Row numbers in the wanted order: numbers by size, all else as people read it; what is missing comes last either way. */
export function orderedRows(rows: LoggedTable['rows'], order: RowOrder | null): number[] {
  const numbers = rows.map((_, i) => i);
  if (!order) return numbers;
  const sign = order.descending ? -1 : 1;
  const missing = (value: unknown): boolean => value === null || value === undefined || value === 'NaN';
  return numbers.sort((a, b) => {
    const left = rows[a]?.[order.column];
    const right = rows[b]?.[order.column];
    if (missing(left) || missing(right)) return Number(missing(left)) - Number(missing(right)) || a - b;
    return sign * compared(left, right) || a - b;
  });
}

const reading = new Intl.Collator('en', { numeric: true });

function compared(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return reading.compare(typeof left === 'string' ? left : formatValue(left), typeof right === 'string' ? right : formatValue(right));
}

/** Rows that hold the text in one of their cells. */
export function rowsWith(rows: LoggedTable['rows'], numbers: readonly number[], search: string): number[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return [...numbers];
  return numbers.filter((i) =>
    rows[i]?.some((cell) =>
      String(typeof cell === 'object' ? JSON.stringify(cell) : cell)
        .toLowerCase()
        .includes(wanted),
    ),
  );
}
