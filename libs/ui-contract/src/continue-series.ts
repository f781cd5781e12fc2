import type { Series } from './series';

/** The line that `held` is together with an answer to its `resume`: what the whole line, asked for now, would be. */
export function continueSeries(held: Series | null, answer: Series): Series {
  const { since, ...end } = answer;
  if (since === undefined || !held) return end;
  const points = firstFrom(held.x, since);
  const marks = firstFrom(held.markX, since);
  const column = (name: 'x' | 'y' | 'min' | 'max' | 'mean' | 'count'): Float64Array => joined(held[name], points, end[name]);
  return {
    ...end,
    x: column('x'),
    y: column('y'),
    min: column('min'),
    max: column('max'),
    mean: column('mean'),
    count: column('count'),
    markX: joined(held.markX, marks, end.markX),
    markKind: joined(held.markKind, marks, end.markKind),
  };
}

/** `since` is an edge of buckets and buckets are in order: what stands behind the first such x has such an x too. */
function firstFrom(x: Float64Array, since: number): number {
  let at = x.length;
  while (at > 0 && (x[at - 1] ?? 0) >= since) at -= 1;
  return at;
}

function joined(held: Float64Array, kept: number, end: Float64Array): Float64Array {
  const all = new Float64Array(kept + end.length);
  all.set(held.subarray(0, kept));
  all.set(end, kept);
  return all;
}
