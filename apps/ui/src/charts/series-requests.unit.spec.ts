import { LIMITS } from '@runstead/ui-contract';
import { planRequests, type SeriesAddress, type SeriesView } from './series-requests';

const view: SeriesView = { x: 'step', range: null, buckets: 1_000 };
const all = (keys: string[], runs: string[], of = view): SeriesAddress[] =>
  keys.flatMap((key) => runs.map((run) => ({ key, run, view: of })));
const names = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${i}`);

test('panels that draw the same runs share a request', () => {
  expect(planRequests(all(['a', 'b'], ['r1', 'r2']))).toEqual([{ keys: ['a', 'b'], runs: ['r1', 'r2'], x: 'step', buckets: 1_000 }]);
});

test('a run that an eye brings back is asked for alone', () => {
  expect(planRequests([...all(['a', 'b'], ['r2']), ...all(['c'], ['r1', 'r2'])])).toEqual([
    { keys: ['a', 'b'], runs: ['r2'], x: 'step', buckets: 1_000 },
    { keys: ['c'], runs: ['r1', 'r2'], x: 'step', buckets: 1_000 },
  ]);
});

test('views do not mix', () => {
  const zoomed: SeriesView = { x: 'step', range: [1, 2], buckets: 1_500 };
  expect(planRequests([...all(['a'], ['r1']), ...all(['a'], ['r1'], zoomed)])).toEqual([
    { keys: ['a'], runs: ['r1'], x: 'step', buckets: 1_000 },
    { keys: ['a'], runs: ['r1'], x: 'step', range: [1, 2], buckets: 1_500 },
  ]);
});

test('no request exceeds the limits, and together they cover each line once', () => {
  const wanted = all(names('k', 120), names('r', 2_500));
  const requests = planRequests(wanted);
  const covered = requests.flatMap(({ keys, runs }) => keys.flatMap((key) => runs.map((run) => `${key} ${run}`)));
  for (const { keys, runs } of requests) {
    expect(keys.length).toBeLessThanOrEqual(LIMITS.keysPerSeries);
    expect(runs.length).toBeLessThanOrEqual(LIMITS.runsPerSeries);
  }
  expect(covered).toHaveLength(wanted.length);
  expect(new Set(covered).size).toBe(wanted.length);
});
