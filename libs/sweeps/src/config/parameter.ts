/** A value with its JSON text: `1.0` stays a float for a client that tells floats from integers. */
export interface Choice {
  readonly value: unknown;
  readonly json: string;
}

interface Quantised {
  /** Step of the grid of values; null: any value. A whole `q` gives whole numbers. */
  readonly q: number | null;
}

export type Distribution =
  | { readonly kind: 'constant'; readonly choice: Choice }
  /** `weights` sum to 1. */
  | { readonly kind: 'categorical'; readonly choices: readonly Choice[]; readonly weights: readonly number[] }
  /** Both ends included. */
  | { readonly kind: 'integers'; readonly min: number; readonly max: number }
  | ({ readonly kind: 'uniform'; readonly min: number; readonly max: number } & Quantised)
  /** `min` and `max` are natural logarithms. */
  | ({ readonly kind: 'log-uniform'; readonly min: number; readonly max: number } & Quantised)
  | ({ readonly kind: 'normal'; readonly mu: number; readonly sigma: number } & Quantised)
  | ({ readonly kind: 'log-normal'; readonly mu: number; readonly sigma: number } & Quantised)
  | ({ readonly kind: 'beta'; readonly a: number; readonly b: number } & Quantised);

/** One number that the search chooses. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly distribution: Distribution;
}
/** Chosen entry by entry, handed out as one object. Sorted by name. */
export interface ParameterGroup {
  readonly kind: 'group';
  readonly entries: readonly (readonly [name: string, entry: Parameter | ParameterGroup])[];
}

/** The parameters in the order of their names, those of groups in their place. */
export function leaves(group: ParameterGroup): Distribution[] {
  return group.entries.flatMap(([, entry]) => (entry.kind === 'group' ? leaves(entry) : [entry.distribution]));
}

/** JSON text of what an agent is given: each entry of the top level has a `value` (sweeps protocol 3). `choices` in the order of `leaves`. */
export function argumentsText(group: ParameterGroup, choices: readonly Choice[]): string {
  const left = choices[Symbol.iterator]();
  const written = group.entries.map(([name, entry]) => `${JSON.stringify(name)}:{"value":${entryText(entry, left)}}`);
  return `{${written.join(',')}}`;
}

function entryText(entry: Parameter | ParameterGroup, left: Iterator<Choice>): string {
  if (entry.kind === 'parameter') {
    const next = left.next();
    if (next.done) throw new Error('There are fewer choices than parameters');
    return next.value.json;
  }
  return `{${entry.entries.map(([name, inner]) => `${JSON.stringify(name)}:${entryText(inner, left)}`).join(',')}}`;
}

export function integerChoice(value: number): Choice {
  return { value, json: String(value) };
}

export function floatChoice(value: number): Choice {
  return { value, json: Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value) };
}
