import { consoleAfterGap, consoleFind, consoleLines, consoleTotal } from './console.sql';
import { historyRows, keyRows, storedLines } from './history.sql';
import { metricKeys } from './metric-keys.sql';
import { repeatingRuns, type PointsScope } from './points.sql';
import { buckets, exactPoints, extents, plainBuckets } from './series.sql';

const scope = (axis: PointsScope['axis'], told: Partial<PointsScope> = {}): PointsScope => ({
  source: 'history',
  axis,
  ranged: false,
  chosenLines: false,
  repeating: 'all',
  ...told,
});

/** The statements as they are sent: a change shows here in review. */
describe('statements', () => {
  it.each([
    ['extents by step', extents(scope('step'))],
    ['extents by time in a range', extents(scope('time', { ranged: true }))],
    ['buckets by step in a range', buckets(scope('step', { ranged: true, chosenLines: true }))],
    ['plain buckets as wide as blocks', plainBuckets(scope('step'), { width: 5, block: 5, place: 0 })],
    ['plain buckets of blocks', plainBuckets(scope('step', { chosenLines: true }), { width: 10, block: 7, place: 1 })],
    ['buckets by runtime', buckets(scope('runtime', { chosenLines: true, source: 'system' }))],
    ['buckets by runtime of runs that repeat no step', buckets(scope('runtime', { repeating: 'none' }))],
    ['exact points by time of runs of which some repeat steps', exactPoints(scope('time', { ranged: true, repeating: 'some' }))],
    ['runs that repeat steps', repeatingRuns(scope('key:epoch'))],
    ['buckets by a key', buckets(scope('key:epoch', { chosenLines: true }))],
    ['exact points since the run began', exactPoints(scope('wall', { chosenLines: true }))],
    ['metric keys of a project', metricKeys({ oneRun: false })],
    ['metric keys of a run', metricKeys({ oneRun: true })],
    ['history rows', historyRows('history')],
    ['rows with a key', keyRows()],
    ['stored lines', storedLines('system')],
    ['console lines', consoleLines()],
    ['console search', consoleFind({ regex: true })],
    ['console after a gap', consoleAfterGap()],
    ['console total', consoleTotal()],
  ])('%s', (_, sql) => {
    expect(sql).toMatchSnapshot();
    expect(sql).not.toMatch(/\bFINAL\b/);
  });
});
