import { LIMITS, type Series, type SeriesQuery, type SeriesResume } from '@runstead/ui-contract';

/** One line at one resolution. */
export interface SeriesAddress {
  readonly key: string;
  readonly run: string;
  /** What the line is asked for with: x axis, interval in view, bucket budget. */
  readonly view: SeriesView;
}

/** A line that is wanted, and what the page has of it already: of that only the end is asked for. */
export interface SeriesWish extends SeriesAddress {
  readonly held?: Pick<Series, 'width' | 'resume'> | null;
}

export interface SeriesView {
  readonly x: NonNullable<SeriesQuery['x']>;
  readonly range: readonly [number, number] | null;
  readonly buckets: number;
}

export const viewId = (view: SeriesView): string => `${view.x}\u0000${view.range?.join(' ') ?? ''}\u0000${view.buckets}`;
export const addressId = (at: SeriesAddress): string => `${viewId(at.view)}\u0000${at.key}\u0000${at.run}`;

/** Lines of one answer: so few that the first panels are drawn while the next answer is on its way. */
const LINES_PER_REQUEST = 120;

interface Wanted {
  readonly view: SeriesView;
  /** Width of the lines of which the end is wanted; null for whole lines. */
  readonly width: number | null;
  readonly runsOfKey: Map<string, Set<string>>;
  readonly resumes: Map<string, SeriesResume>;
}

/**
 * As few requests as cover exactly the addresses: those of one view whose keys want the same runs travel together,
 * ends of lines apart from whole lines.
 * Every request keeps the limits of the server.
 */
export function planRequests(wishes: readonly SeriesWish[]): SeriesQuery[] {
  const views = new Map<string, Wanted>();
  for (const { key, run, view, held } of wishes) {
    const resume = view.x === 'step' && !view.range ? held?.resume : undefined;
    const width = resume ? (held?.width ?? null) : null;
    const id = `${viewId(view)}\u0000${width ?? 'whole'}`;
    const wanted = views.get(id) ?? { view, width, runsOfKey: new Map<string, Set<string>>(), resumes: new Map<string, SeriesResume>() };
    if (resume) wanted.resumes.set(run, lower(wanted.resumes.get(run) ?? resume, resume));
    const runs = wanted.runsOfKey.get(key) ?? new Set<string>();
    wanted.runsOfKey.set(key, runs.add(run));
    views.set(id, wanted);
  }
  return [...views.values()].flatMap(({ view, width, runsOfKey, resumes }) =>
    sameRuns(runsOfKey).flatMap(({ keys, runs }) =>
      split(keys, runs).map((part) => ({
        ...part,
        ...asQuery(view),
        ...(width === null ? {} : { tail: { width, runs: part.runs.flatMap((run) => resumes.get(run) ?? []) } }),
      })),
    ),
  );
}

function lower(a: SeriesResume, b: SeriesResume): SeriesResume {
  return { from: Math.min(a.from, b.from), after: BigInt(a.after) < BigInt(b.after) ? a.after : b.after };
}

function asQuery(view: SeriesView): Pick<SeriesQuery, 'x' | 'range' | 'buckets'> {
  return { x: view.x, buckets: view.buckets, ...(view.range ? { range: [view.range[0], view.range[1]] } : {}) };
}

function sameRuns(runsOfKey: ReadonlyMap<string, ReadonlySet<string>>): { keys: string[]; runs: string[] }[] {
  const groups = new Map<string, { keys: string[]; runs: string[] }>();
  for (const [key, runs] of runsOfKey) {
    const sorted = [...runs].sort();
    const id = sorted.join('\u0000');
    const group = groups.get(id) ?? { keys: [], runs: sorted };
    group.keys.push(key);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function split(keys: readonly string[], runs: readonly string[]): { keys: string[]; runs: string[] }[] {
  const parts: { keys: string[]; runs: string[] }[] = [];
  for (let r = 0; r < runs.length; r += LIMITS.runsPerSeries) {
    const someRuns = runs.slice(r, r + LIMITS.runsPerSeries);
    const keysAtOnce = Math.min(LIMITS.keysPerSeries, Math.max(1, Math.floor(LINES_PER_REQUEST / someRuns.length)));
    for (let k = 0; k < keys.length; k += keysAtOnce) parts.push({ keys: keys.slice(k, k + keysAtOnce), runs: someRuns });
  }
  return parts;
}
