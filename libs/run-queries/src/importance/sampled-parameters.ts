import type { RunTableRow } from '@runstead/ui-contract';
import type { Feature } from './forest-importance';

interface Sampled extends Feature {
  readonly field: string;
  /** The values where the parameter is a number in every run that has it, NaN where one has none. */
  readonly numbers: Float64Array | null;
}

const MOST_CATEGORIES = 20;

/**
 * Parameters that vary, as columns of numbers: a number is its own column (a run without it has the mean), anything else one
 * column a value, of the most frequent values.
 */
export function sampledParameters(
  fields: readonly string[],
  runs: readonly Pick<RunTableRow, 'values'>[],
): { readonly columns: Float64Array[]; readonly features: Sampled[] } {
  const columns: Float64Array[] = [];
  const features: Sampled[] = [];
  const add = (field: string, made: readonly Float64Array[], numbers: Float64Array | null): void => {
    features.push({ field, numbers, columns: made.map((_, i) => columns.length + i) });
    columns.push(...made);
  };
  for (const field of fields) {
    const values = runs.map((run) => run.values[field]);
    const present = values.filter((value) => value !== undefined && value !== null);
    const different = new Set(values.map((value) => JSON.stringify(value ?? null)));
    if (different.size < 2) continue;
    if (present.every((value) => typeof value === 'number')) {
      const numbers = Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));
      const mean = present.reduce<number>((sum, value) => sum + Number(value), 0) / present.length;
      add(field, [numbers.map((value) => (Number.isNaN(value) ? mean : value))], numbers);
    } else add(field, categories(values), null);
  }
  return { columns, features };
}

function categories(values: readonly unknown[]): Float64Array[] {
  const texts = values.map((value) => JSON.stringify(value ?? null));
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_CATEGORIES);
  return frequent.map(([category]) => Float64Array.from(texts, (text) => Number(text === category)));
}
