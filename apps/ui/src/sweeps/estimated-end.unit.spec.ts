import { estimatedLeft } from './estimated-end';

const SWEEP = { state: 'RUNNING', endedRuns: 4, expectedRuns: 10, firstRunAt: 1_000, lastEndedAt: 41_000 } as const;

it('goes on at the pace so far', () => {
  expect(estimatedLeft(SWEEP, 41_000)).toBe(60_000);
  expect(estimatedLeft(SWEEP, 46_000)).toBe(55_000);
});

it.each([
  ['nothing has ended', { endedRuns: 0, lastEndedAt: null }],
  ['the search has no end', { expectedRuns: null }],
  ['runs end later than they used to', { lastEndedAt: -99_000 }],
  ['it is paused', { state: 'PAUSED' as const }],
])('says nothing while %s', (_why, changes) => expect(estimatedLeft({ ...SWEEP, ...changes }, 41_000)).toBeNull());
