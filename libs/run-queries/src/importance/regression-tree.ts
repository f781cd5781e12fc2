/** Rows of features; a feature is one column of numbers. */
export interface Samples {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
}

type Node =
  { readonly value: number } | { readonly column: number; readonly threshold: number; readonly below: Node; readonly above: Node };

const DEEPEST = 10;
const FEWEST = 2;

/** Grows one tree over the rows, by the split that takes most variance away among a random third of the columns. */
export function growTree(samples: Samples, rows: readonly number[], random: () => number, depth = 0): Node {
  const values = rows.map((row) => samples.target[row] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (depth >= DEEPEST || rows.length < 2 * FEWEST || values.every((value) => value === values[0])) return { value: mean };
  let best: { column: number; threshold: number; gain: number } | null = null;
  for (const column of someColumns(samples.columns.length, random)) {
    const split = bestSplit(samples, rows, column);
    if (split && (!best || split.gain > best.gain)) best = { column, ...split };
  }
  if (!best) return { value: mean };
  const { column, threshold } = best;
  const isBelow = (row: number): boolean => (samples.columns[column]?.[row] ?? 0) <= threshold;
  return {
    column,
    threshold,
    below: growTree(samples, rows.filter(isBelow), random, depth + 1),
    above: growTree(
      samples,
      rows.filter((row) => !isBelow(row)),
      random,
      depth + 1,
    ),
  };
}

/** `moved`: take this column's value from another row, as if it were shuffled. */
export function predict(
  tree: Node,
  { columns }: Samples,
  row: number,
  moved?: { readonly columns: ReadonlySet<number>; readonly row: number },
): number {
  let node = tree;
  while ('column' in node) {
    const from = moved?.columns.has(node.column) ? moved.row : row;
    node = (columns[node.column]?.[from] ?? 0) <= node.threshold ? node.below : node.above;
  }
  return node.value;
}

function someColumns(count: number, random: () => number): number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < count - 1; i += 1) {
    const j = i + Math.floor(random() * (count - i));
    [all[i], all[j]] = [all[j] ?? 0, all[i] ?? 0];
  }
  return all.slice(0, Math.max(1, Math.ceil(count / 3)));
}

function bestSplit({ columns, target }: Samples, rows: readonly number[], column: number): { threshold: number; gain: number } | null {
  const values = columns[column];
  if (!values) return null;
  const sorted = [...rows].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const total = sorted.reduce((sum, row) => sum + (target[row] ?? 0), 0);
  let best: { threshold: number; gain: number } | null = null;
  let sum = 0;
  for (let i = 0; i < sorted.length - 1; i += 1) {
    sum += target[sorted[i] ?? 0] ?? 0;
    const [here, next] = [values[sorted[i] ?? 0] ?? 0, values[sorted[i + 1] ?? 0] ?? 0];
    const [below, above] = [i + 1, sorted.length - i - 1];
    if (here === next || below < FEWEST || above < FEWEST) continue;
    // What the squares of the two means hold; the whole's is the same for every split.
    const gain = sum ** 2 / below + (total - sum) ** 2 / above - total ** 2 / sorted.length;
    if (gain > 1e-12 && (!best || gain > best.gain)) best = { threshold: (here + next) / 2, gain };
  }
  return best;
}
