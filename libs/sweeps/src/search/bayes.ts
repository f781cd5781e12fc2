import { leaves, type Choice, type ParameterGroup } from '../config/parameter';
import { fitKernel, type FittedProcess } from './fit-kernel';
import type { GaussianProcess } from './gaussian-process';
import { normalCdf, normalDensity } from './normal';
import { shareOf, valueAt } from './quantile';
import type { RandomNumbers } from './random-numbers';

/** A run of the sweep: values in the order of `leaves`; `loss` is to be made small, null while it is in flight. */
export interface Observation {
  readonly values: readonly unknown[];
  readonly loss: number | null;
}

/** Fitting costs the cube of it: the best and the newest are enough to know where to look next. */
const MOST_OBSERVATIONS = 80;
const CANDIDATES = 600;
const REFINED = 4;
const REFINEMENTS = 40;

/**
 * The next point: by expected improvement under a Gaussian process over the unit cube, in which each parameter lies by its
 * distribution function (sweeps protocol 5; Jones, Schonlau and Welch 1998). What is in flight is believed to come out as
 * predicted, so that parallel agents look in different places. The first points are spread evenly.
 */
export async function nextByImprovement(
  parameters: ParameterGroup,
  observations: readonly Observation[],
  random: RandomNumbers,
  pause: () => Promise<void>,
): Promise<Choice[]> {
  const axes = leaves(parameters);
  const places = observations.flatMap(({ values, loss }) => {
    const place = axes.map((axis, at) => shareOf(axis, values[at]));
    return place.every((share) => share !== null) ? [{ place: place as number[], loss }] : [];
  });
  const told = kept(places.flatMap(({ place, loss }) => (loss !== null && Number.isFinite(loss) ? [{ place, loss }] : [])));
  const chosen =
    told.length < firstPoints(axes.length) || told.every(({ loss }) => loss === told[0]!.loss)
      ? spread(axes.length, places.length, random)
      : await improve(
          told,
          places.flatMap(({ place, loss }) => (loss === null ? [place] : [])),
          random,
          pause,
        );
  return axes.map((axis, at) => valueAt(axis, chosen[at]!));
}

interface Told {
  readonly place: readonly number[];
  readonly loss: number;
}

function firstPoints(dimensions: number): number {
  return Math.min(Math.max(2 * dimensions, 4), 10);
}

/** Evenly spread for any number of points (a Kronecker sequence of roots of primes, shifted by the seed). */
function spread(dimensions: number, index: number, random: RandomNumbers): number[] {
  const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
  return Array.from({ length: dimensions }, (_, at) => {
    const shift = random();
    const prime = primes[at];
    return prime === undefined ? shift : (shift + (index + 1) * Math.sqrt(prime)) % 1;
  });
}

/** In the order in which they came; half of them the best, the others the newest. */
function kept(told: readonly Told[]): readonly Told[] {
  if (told.length <= MOST_OBSERVATIONS) return told;
  const newest = told.slice(-MOST_OBSERVATIONS / 2);
  const older = told.slice(0, -MOST_OBSERVATIONS / 2).sort((left, right) => left.loss - right.loss);
  return [...older.slice(0, MOST_OBSERVATIONS / 2), ...newest];
}

async function improve(
  told: readonly Told[],
  inFlight: readonly (readonly number[])[],
  random: RandomNumbers,
  pause: () => Promise<void>,
): Promise<readonly number[]> {
  const values = standardised(told.map(({ loss }) => loss));
  const points = told.map(({ place }) => place);
  const model = await believing(await fitKernel(points, values, pause), points, values, inFlight, pause);
  const best = Math.min(...values);
  const scored: { readonly place: readonly number[]; readonly gain: number }[] = [];
  const score = (place: readonly number[]) => ({ place, gain: improvement(model, place, best) });
  const leaders = told.toSorted((left, right) => left.loss - right.loss).slice(0, 3);
  for (let index = 0; index < CANDIDATES; index += 1) {
    const leader = leaders[index % 6];
    scored.push(score(leader ? near(leader.place, index % 2 === 0 ? 0.05 : 0.01, random) : leaders[0]!.place.map(() => random())));
    if (index % 50 === 0) await pause();
  }
  scored.sort((left, right) => right.gain - left.gain);
  let winner = scored[0]!;
  for (const start of scored.slice(0, REFINED)) {
    let at = start;
    let reach = 0.05;
    for (let step = 0; step < REFINEMENTS; step += 1) {
      const tried = score(near(at.place, reach, random));
      if (tried.gain > at.gain) at = tried;
      else reach *= 0.9;
    }
    if (at.gain > winner.gain) winner = at;
    await pause();
  }
  return winner.place;
}

/** With what is in flight as if it had come out as predicted. */
async function believing(
  fitted: FittedProcess,
  points: readonly (readonly number[])[],
  values: readonly number[],
  inFlight: readonly (readonly number[])[],
  pause: () => Promise<void>,
): Promise<GaussianProcess> {
  const pending = inFlight.slice(-MOST_OBSERVATIONS);
  if (pending.length === 0) return fitted.model;
  await pause();
  return fitted.refit([...points, ...pending], [...values, ...pending.map((place) => fitted.model.predict(place).mean)]) ?? fitted.model;
}

/** Mean 0, deviation 1; losses far above the rest are drawn in, for one exploded run must not flatten all others. */
function standardised(losses: readonly number[]): number[] {
  const sorted = losses.toSorted((left, right) => left - right);
  const middle = sorted[sorted.length >> 1]!;
  const usual = middle - sorted[0]!;
  const ceiling = usual > 0 ? middle + 10 * usual : sorted.at(-1)!;
  const drawn = losses.map((loss) => Math.min(loss, ceiling));
  const mean = drawn.reduce((sum, loss) => sum + loss, 0) / drawn.length;
  const deviation = Math.sqrt(drawn.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / drawn.length) || 1;
  return drawn.map((loss) => (loss - mean) / deviation);
}

function improvement(model: GaussianProcess, place: readonly number[], best: number): number {
  const { mean, deviation } = model.predict(place);
  const z = (best - mean) / deviation;
  return (best - mean) * normalCdf(z) + deviation * normalDensity(z);
}

function near(place: readonly number[], reach: number, random: RandomNumbers): number[] {
  return place.map((share) => Math.min(Math.max(share + reach * (random() + random() + random() - 1.5) * 2, 0), 1));
}
