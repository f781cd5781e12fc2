import { floatChoice, integerChoice, type Choice, type Distribution } from '../config/parameter';
import { betaCdf, betaQuantile } from './beta';
import { normalCdf, normalQuantile } from './normal';

/** Keeps tails finite: a normal's sample stays within about 7 deviations. */
const EDGE = 1e-12;

/** The value at the share `u` in [0, 1) of the distribution: sampling is this with a random `u`. */
export function valueAt(distribution: Distribution, u: number): Choice {
  switch (distribution.kind) {
    case 'constant':
      return distribution.choice;
    case 'categorical':
      return distribution.choices[weightedIndex(distribution.weights, u)]!;
    case 'integers': {
      const { min, max } = distribution;
      return integerChoice(Math.min(max, min + Math.floor(u * (max - min + 1))));
    }
  }
  const real = realAt(distribution, Math.min(Math.max(u, EDGE), 1 - EDGE));
  if (distribution.q === null) return floatChoice(real);
  const { q } = distribution;
  const value = Math.round(real / q) * q;
  return Number.isInteger(q) ? integerChoice(value) : floatChoice(Number(value.toPrecision(15)));
}

/** Where a value lies in its distribution, 0 to 1; null for one that it cannot give. The middle of its share for values of a list. */
export function shareOf(distribution: Distribution, value: unknown): number | null {
  switch (distribution.kind) {
    case 'constant':
      return 0.5;
    case 'categorical': {
      const at = distribution.choices.findIndex((choice) => JSON.stringify(choice.value) === JSON.stringify(value));
      if (at < 0) return null;
      const before = distribution.weights.slice(0, at).reduce((sum, weight) => sum + weight, 0);
      return before + distribution.weights[at]! / 2;
    }
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const share = realShare(distribution, value);
  return share === null ? null : Math.min(Math.max(share, 0), 1);
}

type Real = Exclude<Distribution, { kind: 'constant' | 'categorical' | 'integers' }>;

function realAt(distribution: Real, u: number): number {
  switch (distribution.kind) {
    case 'uniform':
      return distribution.min + u * (distribution.max - distribution.min);
    case 'log-uniform':
      return Math.exp(distribution.min + u * (distribution.max - distribution.min));
    case 'normal':
      return distribution.mu + distribution.sigma * normalQuantile(u);
    case 'log-normal':
      return Math.exp(distribution.mu + distribution.sigma * normalQuantile(u));
    case 'beta':
      return betaQuantile(u, distribution.a, distribution.b);
  }
}

function realShare(distribution: Exclude<Distribution, { kind: 'constant' | 'categorical' }>, value: number): number | null {
  const between = (x: number, min: number, max: number): number => (max > min ? (x - min) / (max - min) : 0.5);
  switch (distribution.kind) {
    case 'integers':
      return between(value + 0.5, distribution.min, distribution.max + 1);
    case 'uniform':
      return between(value, distribution.min, distribution.max);
    case 'log-uniform':
      return value > 0 ? between(Math.log(value), distribution.min, distribution.max) : null;
    case 'normal':
      return normalCdf((value - distribution.mu) / distribution.sigma);
    case 'log-normal':
      return value > 0 ? normalCdf((Math.log(value) - distribution.mu) / distribution.sigma) : null;
    case 'beta':
      return betaCdf(value, distribution.a, distribution.b);
  }
}

function weightedIndex(weights: readonly number[], u: number): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) {
    sum += weights[at]!;
    if (u < sum) return at;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
