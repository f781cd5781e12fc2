import { naturalOrder } from '../../format/natural-order';
import { axisLabels } from '../../format/axis';
import { roundTicks } from './axis-scale';
import { numberOf } from './use-run-figures';

export interface ParallelAxis {
  readonly field: string;
  /** From 0 at the bottom to 1 at the top; NaN where the run has no such value. */
  readonly share: (value: unknown) => number;
  readonly ticks: readonly { readonly share: number; readonly label: string }[];
}

const MOST_CATEGORIES = 12;

/** Numbers by size; over three powers of ten by their logarithm; anything else as categories spread evenly. */
export function axisOf(field: string, values: readonly unknown[]): ParallelAxis {
  const present = values.filter((value) => value !== undefined && value !== null);
  const numbers = present.map(numberOf).filter(Number.isFinite);
  if (present.length > 0 && numbers.length === present.length && !present.some((value) => typeof value === 'boolean'))
    return numberAxis(field, numbers);
  const categories = [...new Set(present.map(textOf))].sort(naturalOrder);
  const place = new Map(categories.map((category, i) => [category, categories.length > 1 ? i / (categories.length - 1) : 0.5]));
  return {
    field,
    share: (value) => (value === undefined || value === null ? NaN : (place.get(textOf(value)) ?? NaN)),
    ticks: categories
      .slice(0, MOST_CATEGORIES)
      .map((label) => ({ share: place.get(label) ?? 0, label: label.length > 9 ? `${label.slice(0, 8)}…` : label })),
  };
}

function numberAxis(field: string, numbers: readonly number[]): ParallelAxis {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const log = low > 0 && high / low >= 1_000;
  const on = (value: number): number => (log ? Math.log10(value) : value);
  const [from, to] = [on(low), on(high)];
  const share = (value: number): number => (from === to ? 0.5 : (on(value) - from) / (to - from));
  const places = log
    ? roundTicks(from, to, 5)
        .filter(Number.isInteger)
        .map((power) => 10 ** power)
    : from === to
      ? [low]
      : roundTicks(from, to, 5);
  const labels = log ? places.map((place) => `1e${Math.round(Math.log10(place))}`) : axisLabels(places);
  return {
    field,
    share: (value) => {
      const number = numberOf(value);
      return Number.isFinite(number) ? share(number) : NaN;
    },
    ticks: places.map((place, i) => ({ share: share(place), label: labels[i] ?? '' })),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
