import { axisDuration, axisLabels, logTickLabels, stepLabels } from './axis';
import { formatBytes } from './bytes';
import { formatDuration } from './duration';
import { middleEllipsis, splitForEllipsis } from './middle-ellipsis';
import { naturalOrder } from './natural-order';
import { formatCount, formatNumber, formatPercent, formatValue } from './number';
import { formatRelative } from './time';
import { visibleText } from './visible-text';

describe('numbers', () => {
  test.each([
    [0.8123412389, '0.81234'],
    [0.00003, '3e-5'],
    [12_500_000.5, '1.25e+7'],
    [12_800, '12800'],
    [0, '0'],
    [-0, '0'],
    [0.1 + 0.2, '0.3'],
    [999_999.99, '1e+6'],
    [0.0001, '0.0001'],
    [-2.5, '-2.5'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [null, '—'],
    [9_007_199_254_740_991, '9007199254740991'],
  ])('%p is shown as %p', (value, text) => expect(formatNumber(value)).toBe(text));

  test('more digits are a setting', () => expect(formatNumber(0.8123412389, 8)).toBe('0.81234124'));
  test('counts have separators', () => expect(formatCount(11_689_512)).toBe('11,689,512'));
  test('percent', () => expect(formatPercent(0.125)).toBe('12.5%'));
});

describe('values of cells', () => {
  test.each([
    ['0.1', '"0.1"'],
    ['resnet50', 'resnet50'],
    ['NaN', 'NaN'],
    ['-Infinity', '−∞'],
    [true, 'true'],
    [undefined, '—'],
    [[1, 2], '[1,2]'],
    ['', ''],
  ])('%p is shown as %p', (value, text) => expect(formatValue(value)).toBe(text));
});

test.each([
  [0, '0 B'],
  [1_023, '0.999 KiB'],
  [1_438_814_044, '1.34 GiB'],
  [999, '999 B'],
])('%p bytes are %p', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [840, '840ms'],
  [11_525_000, '3h 12m 5s'],
  [60_000, '1m'],
  [90_061_000, '1d 1h 1m'],
  [3_600_000 * 24 * 3 + 5_000, '3d'],
])('%p milliseconds are %p', (time, text) => expect(formatDuration(time)).toBe(text));

test('times are relative for seven days', () => {
  const now = Date.UTC(2026, 2, 14, 9, 26);
  expect(formatRelative(now - 5 * 60_000, now)).toBe('5 minutes ago');
  expect(formatRelative(now - 3_600_000, now)).toBe('1 hour ago');
  expect(formatRelative(now - 6 * 86_400_000, now)).toBe('6 days ago');
  expect(formatRelative(now - 8 * 86_400_000, now)).toMatch(/^2026-03-06 /);
});

describe('axis labels', () => {
  test('share the decimals of their step', () => expect(axisLabels([0, 0.25, 0.5, 0.75])).toEqual(['0', '0.25', '0.5', '0.75']));
  test('small values take exponents', () => expect(axisLabels([0, 1e-4, 2e-4, 3e-4])).toEqual(['0', '1e-4', '2e-4', '3e-4']));
  test('large values take exponents', () => expect(axisLabels([0, 1e6, 2e6])).toEqual(['0', '1e6', '2e6']));
  test('steps are short', () => expect(stepLabels([0, 2_000, 10_000])).toEqual(['0', '2k', '10k']));
  test('steps below a thousand stay whole', () => expect(stepLabels([0, 500, 1_000, 1_500])).toEqual(['0', '500', '1k', '1.5k']));
  test('steps close together stay exact', () => expect(stepLabels([500_000, 500_002])).toEqual(['500000', '500002']));
  test('a log axis names decades, and 2 and 5 where there are few', () => {
    expect(logTickLabels([0.5, 1, 2, 3, 5, 10], [0.4, 12])).toEqual(['0.5', '1', '2', '', '5', '10']);
    expect(logTickLabels([0.001, 0.002, 0.01, 1, null], [0.001, 10])).toEqual(['0.001', '', '0.01', '1', '']);
  });
  test('durations', () => expect([0, 90, 5_400, 0.25, 45].map(axisDuration)).toEqual(['0', '1m 30s', '1h 30m', '250ms', '45s']));
});

describe('names', () => {
  test('keep both ends', () => expect(middleEllipsis('resnet50-lr3e-4-warmup-seed7', 13)).toBe('resnet…-seed7'));
  test('are never cut inside a grapheme', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(splitForEllipsis(family.repeat(20), 6).end).toBe(family.repeat(6));
    expect(middleEllipsis(family.repeat(20), 5)).toBe(`${family.repeat(2)}…${family.repeat(2)}`);
  });
  test('short ones stay whole', () => expect(splitForEllipsis('amber-fox-3')).toEqual({ start: 'amber-fox-3', end: '' }));
  test('cannot hide what they contain', () => expect(visibleText('a\u202eb\u0000')).toBe('a\\u202Eb\\u0000'));
  test('order naturally', () => expect(['layer10', 'layer2', 'Layer1'].sort(naturalOrder)).toEqual(['Layer1', 'layer2', 'layer10']));
});
