import { randomNumbers } from './random-numbers';
import { growTree, predict, type Samples } from './regression-tree';

const TREES = 100;
/** Other requests get their turn after so many trees. */
const AT_ONCE = 5;

/** A parameter as the columns it became: one for a number, one a value for categories. */
export interface Feature {
  readonly columns: readonly number[];
}

/**
 * Permutation importance: how much worse the trees predict the runs that they did not grow on when the parameter's values
 * are shuffled among these. Averaged over 100 trees (seed 0), negative values 0, all together 1 (or all 0).
 */
export async function forestImportance(samples: Samples, features: readonly Feature[]): Promise<number[]> {
  const count = samples.target.length;
  const random = randomNumbers(0);
  const sums = features.map(() => 0);
  for (let tree = 0; tree < TREES; tree += 1) {
    if (tree % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    const grownOn = Array.from({ length: count }, () => Math.floor(random() * count));
    const seen = new Set(grownOn);
    const unseen = Array.from({ length: count }, (_, row) => row).filter((row) => !seen.has(row));
    const grown = growTree(samples, grownOn, random);
    const error = (value: number, row: number): number => (value - (samples.target[row] ?? 0)) ** 2;
    const before = unseen.reduce((sum, row) => sum + error(predict(grown, samples, row), row), 0);
    features.forEach(({ columns }, i) => {
      const moved = new Set(columns);
      const others = shuffled(unseen, random);
      const after = unseen.reduce(
        (sum, row, k) => sum + error(predict(grown, samples, row, { columns: moved, row: others[k] ?? row }), row),
        0,
      );
      if (unseen.length > 0) sums[i] = (sums[i] ?? 0) + (after - before) / unseen.length;
    });
  }
  const positive = sums.map((sum) => Math.max(0, sum));
  const total = positive.reduce((sum, value) => sum + value, 0);
  return positive.map((value) => (total > 0 ? value / total : 0));
}

function shuffled(rows: readonly number[], random: () => number): number[] {
  const all = [...rows];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j] ?? 0, all[i] ?? 0];
  }
  return all;
}

/** Pearson's, over the places where both are numbers; null where either does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const pairs = Array.from({ length: x.length }, (_, i) => [x[i] ?? NaN, y[i] ?? NaN] as const).filter(
    ([a, b]) => Number.isFinite(a) && Number.isFinite(b),
  );
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [a, b] of pairs) {
    xy += (a - mx) * (b - my);
    xx += (a - mx) ** 2;
    yy += (b - my) ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}
