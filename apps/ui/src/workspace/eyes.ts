import { LIMITS, type RunSelection, type WorkspaceDocument } from '@runstead/ui-contract';

export type Eyes = WorkspaceDocument['eyes'];

/** Answers for many runs; eyes are a default plus exceptions, so that new runs are shown. */
export function shownBy(eyes: Eyes): (run: string) => boolean {
  const exceptions = new Set(eyes.exceptions);
  return (run) => exceptions.has(run) !== eyes.shown;
}

export function withEye(eyes: Eyes, run: string, shown: boolean): Eyes {
  const others = eyes.exceptions.filter((name) => name !== run);
  return { shown: eyes.shown, exceptions: shown === eyes.shown ? others : [...others, run] };
}

/** All eyes, or those of the runs that match a search (`matching` null means all, also the runs to come). */
export function withAllEyes(eyes: Eyes, matching: readonly string[] | null, shown: boolean): Eyes {
  if (!matching) return { shown, exceptions: [] };
  const these = new Set(matching);
  const others = eyes.exceptions.filter((name) => !these.has(name));
  return { shown: eyes.shown, exceptions: shown === eyes.shown ? others : [...others, ...matching] };
}

export const onlyThis = (run: string): Eyes => ({ shown: false, exceptions: [run] });

export const isOnly = (eyes: Eyes, run: string): boolean => !eyes.shown && eyes.exceptions.length === 1 && eyes.exceptions[0] === run;

const MOST_VISUALIZED = 1_000;

interface Counts {
  readonly total: number;
  readonly matching: number;
  /** Of the listed matching runs, those with the eye on and off. */
  readonly shown: number;
  readonly hidden: number;
}

/** Matching runs with the eye on, 1,000 at most. Runs that are not listed yet follow the default. */
export function visualized(eyes: Eyes, { matching, shown, hidden }: Counts): number {
  return Math.min(MOST_VISUALIZED, eyes.shown ? Math.max(0, matching - hidden) : shown);
}

/** The view's selection without the runs whose eye is off; where all are hidden, only those that were shown again. */
export function visibleSelection({ search, regex, filter }: Pick<RunSelection, 'search' | 'regex' | 'filter'>, eyes: Eyes): RunSelection {
  const names = eyes.exceptions.slice(0, LIMITS.exceptRuns);
  const common = { search, regex };
  if (eyes.shown) return { ...common, ...(filter ? { filter } : {}), ...(names.length > 0 ? { except: names } : {}) };
  const shown = { field: 'name', op: 'in', value: names } as const;
  return { ...common, filter: filter ? { and: [filter, shown] } : shown };
}
