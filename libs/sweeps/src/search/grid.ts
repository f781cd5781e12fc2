import { floatChoice, integerChoice, leaves, type Choice, type Distribution, type ParameterGroup } from '../config/parameter';

/**
 * The product of all values, by place: parameters sorted by name, the last one fastest (sweeps protocol 5). Nothing is
 * listed, so that a grid of a billion points costs nothing.
 */
export class Grid {
  private readonly axes: readonly Axis[];
  /** Points of the whole grid; may be above 2^53, then it is only a size. */
  readonly size: number;

  constructor(parameters: ParameterGroup) {
    this.axes = leaves(parameters).map(axisOf);
    this.size = this.axes.reduce((product, axis) => product * axis.size, 1);
  }

  /** Choices in the order of `leaves`. */
  at(index: number): Choice[] {
    const choices: Choice[] = [];
    let rest = index;
    for (let at = this.axes.length - 1; at >= 0; at -= 1) {
      const { size, value } = this.axes[at]!;
      choices.unshift(value(rest % size));
      rest = Math.floor(rest / size);
    }
    return choices;
  }

  /** The place of a combination, for runs that were started by hand; null when it is none of the grid. */
  indexOf(values: readonly unknown[]): number | null {
    let index = 0;
    for (const [at, axis] of this.axes.entries()) {
      const place = axis.placeOf(values[at]);
      if (place === null) return null;
      index = index * axis.size + place;
    }
    return index;
  }
}

interface Axis {
  readonly size: number;
  readonly value: (at: number) => Choice;
  readonly placeOf: (value: unknown) => number | null;
}

function axisOf(distribution: Distribution): Axis {
  switch (distribution.kind) {
    case 'constant':
      return listed([distribution.choice]);
    case 'categorical':
      return listed(distribution.choices);
    case 'integers': {
      const { min, max } = distribution;
      return spaced(min, 1, max - min + 1);
    }
    case 'uniform': {
      // min, min + q, … below max; the floor with a little slack, so that 0, 0.1, 0.2 … does not lose its last to rounding.
      const q = distribution.q ?? 1;
      const count = Math.ceil((distribution.max - distribution.min) / q - 1e-9);
      return spaced(distribution.min, q, Math.max(count, 1));
    }
    default:
      throw new Error(`A grid has no ${distribution.kind}`);
  }
}

function listed(choices: readonly Choice[]): Axis {
  const places = new Map(choices.map(({ value }, at) => [JSON.stringify(value), at]));
  return { size: choices.length, value: (at) => choices[at]!, placeOf: (value) => places.get(JSON.stringify(value) ?? '') ?? null };
}

function spaced(min: number, q: number, size: number): Axis {
  const whole = Number.isInteger(min) && Number.isInteger(q);
  const value = (at: number): number => (whole ? min + at * q : Number((min + at * q).toPrecision(15)));
  return {
    size,
    value: (at) => (whole ? integerChoice(value(at)) : floatChoice(value(at))),
    placeOf: (given) => {
      if (typeof given !== 'number') return null;
      const at = Math.round((given - min) / q);
      return at >= 0 && at < size && Math.abs(value(at) - given) <= Math.abs(q) * 1e-6 ? at : null;
    },
  };
}
