import type { Series } from '@runstead/ui-contract';
import type { LineRows } from './series-columns';

type Name = Pick<Series, 'key' | 'run'>;

/** Floats of a row of `exactPoints`, and of `buckets`. */
export const POINT_COLUMNS = 2;
export const BUCKET_COLUMNS = 10;
/** Floats of a row of `plainBuckets`. */
export const PLAIN_COLUMNS = 7;

const MARK_COLUMNS = [7, 8, 9] as const;

/** Which mark a value is (0 NaN, 1 +Infinity, 2 -Infinity), or -1 for a finite one. */
function markOf(value: number): number {
  if (Number.isFinite(value)) return -1;
  return Number.isNaN(value) ? 0 : value > 0 ? 1 : 2;
}

/** A line with every point. */
export function exactLine(name: Name, line: LineRows): Series {
  let finite = 0;
  for (let row = 0; row < line.rows; row += 1) if (Number.isFinite(line.at(row, 1))) finite += 1;
  const x = new Float64Array(finite);
  const y = new Float64Array(finite);
  const markX = new Float64Array(line.rows - finite);
  const markKind = new Float64Array(line.rows - finite);
  for (let row = 0, point = 0, mark = 0; row < line.rows; row += 1) {
    const value = line.at(row, 1);
    const kind = markOf(value);
    if (kind < 0) {
      x[point] = line.at(row, 0);
      y[point++] = value;
    } else {
      markX[mark] = line.at(row, 0);
      markKind[mark++] = kind;
    }
  }
  return { ...name, width: 0, points: line.rows, x, y, min: y, max: y, mean: y, count: new Float64Array(finite).fill(1), markX, markKind };
}

/** A line in buckets; those that hold no finite value leave only marks. */
export function bucketLine(name: Name, width: number, line: LineRows): Series {
  const marks: number[] = [];
  const kinds: number[] = [];
  let filled = 0;
  let points = 0;
  for (let row = 0; row < line.rows; row += 1) {
    if (line.at(row, 5) > 0) filled += 1;
    points += line.at(row, 6);
    MARK_COLUMNS.forEach((column, kind) => {
      const x = line.at(row, column);
      if (Number.isNaN(x)) return;
      marks.push(x);
      kinds.push(kind);
    });
  }
  const column = (index: number): Float64Array => {
    const values = new Float64Array(filled);
    for (let row = 0, at = 0; row < line.rows; row += 1) if (line.at(row, 5) > 0) values[at++] = line.at(row, index);
    return values;
  };
  return {
    ...name,
    width,
    points,
    x: column(0),
    y: column(1),
    min: column(2),
    max: column(3),
    mean: column(4),
    count: column(5),
    markX: Float64Array.from(marks),
    markKind: Float64Array.from(kinds),
  };
}

/** A line in the buckets of `plainBuckets`; null when one of them is not the truth. */
export function plainLine(name: Name, width: number, line: LineRows): Series | null {
  let points = 0;
  for (let row = 0; row < line.rows; row += 1) {
    if (line.at(row, 6) !== 0) return null;
    points += line.at(row, 5);
  }
  const none = new Float64Array(0);
  return {
    ...name,
    width,
    points,
    x: line.column(0),
    y: line.column(1),
    min: line.column(2),
    max: line.column(3),
    mean: line.column(4),
    count: line.column(5),
    markX: none,
    markKind: none,
  };
}
