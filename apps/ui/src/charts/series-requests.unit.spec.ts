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

test('of lines that the page has, the ends are asked for: of each run from its lowest on, apart by width', () => {
  const held = (from: number, after: string, width = 4) => ({ width, resume: { from, after } });
  const at = (key: string, run: string) => ({ key, run, view });
  const wishes = [
    { ...at('a', 'r1'), held: held(100, '99999999999999999999') },
    { ...at('b', 'r1'), held: held(96, '5') },
    { ...at('a', 'r2'), held: held(40, '9') },
    { ...at('b', 'r2'), held: held(44, '10') },
    { ...at('c', 'r1'), held: held(7, '1', 0) },
    { ...at('d', 'r1'), held: { width: 4 } },
    at('d', 'r2'),
  ];
  const common = { x: 'step', buckets: 1_000 };
  const lowest = [
    { from: 96, after: '5' },
    { from: 40, after: '9' },
  ];
  expect(planRequests(wishes)).toEqual([
    { keys: ['a', 'b'], runs: ['r1', 'r2'], ...common, tail: { width: 4, runs: lowest } },
    { keys: ['c'], runs: ['r1'], ...common, tail: { width: 0, runs: [{ from: 7, after: '1' }] } },
    { keys: ['d'], runs: ['r1', 'r2'], ...common },
  ]);
});

test('a zoomed view is asked for whole', () => {
  const zoomed: SeriesView = { x: 'step', range: [1, 2], buckets: 10 };
  const wish = { key: 'a', run: 'r1', view: zoomed, held: { width: 1, resume: { from: 1, after: '1' } } };
  expect(planRequests([wish])).toEqual([{ keys: ['a'], runs: ['r1'], x: 'step', range: [1, 2], buckets: 10 }]);
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
