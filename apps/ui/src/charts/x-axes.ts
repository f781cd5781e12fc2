import type { XAxis } from '@runstead/ui-contract';
import { axisDuration, axisLabels, stepLabels } from '../format/axis';
import { formatDuration } from '../format/duration';
import { formatNumber } from '../format/number';
import { formatDateTime } from '../format/time';

export const X_CHOICES: readonly { readonly value: XAxis; readonly label: string }[] = [
  { value: 'step', label: 'Step' },
  { value: 'runtime', label: 'Relative time (process)' },
  { value: 'wall', label: 'Relative time (wall)' },
  { value: 'time', label: 'Wall time' },
];

export const keyOfXAxis = (axis: XAxis): string | null => (axis.startsWith('key:') ? axis.slice(4) : null);

export function xAxisLabel(axis: XAxis): string {
  return keyOfXAxis(axis) ?? X_CHOICES.find(({ value }) => value === axis)?.label ?? axis;
}

/** An x value as the tooltip and the table say it. */
export function formatX(axis: XAxis, value: number): string {
  if (axis === 'step') return Number.isInteger(value) ? value.toLocaleString('en-US') : formatNumber(value);
  if (axis === 'time') return formatDateTime(value * 1_000, true);
  if (axis === 'runtime' || axis === 'wall') return Math.abs(value) < 60 ? `${formatNumber(value)} s` : formatDuration(value * 1_000);
  return formatNumber(value);
}

export function xTickLabels(axis: XAxis, ticks: readonly number[]): string[] {
  if (axis === 'step') return stepLabels(ticks);
  if (axis === 'runtime' || axis === 'wall') return ticks.map(axisDuration);
  return axis === 'time' ? clockLabels(ticks) : axisLabels(ticks);
}

/** The clock, and the date where a day begins or ticks are days apart. */
function clockLabels(ticks: readonly number[]): string[] {
  const step = ticks.length > 1 ? (ticks[1] ?? 0) - (ticks[0] ?? 0) : 60;
  return ticks.map((tick) => {
    const [date = '', clock = ''] = formatDateTime(tick * 1_000, step < 60).split(' ');
    return step >= 86_400 || clock === '00:00' ? date.slice(5) : clock;
  });
}

const DECADES = Array.from({ length: 40 }, (_, i) => i - 20);
/** 1-2-5 steps. */
export const NUMBER_STEPS = DECADES.flatMap((exponent) => [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)));
const WHOLE_STEPS = NUMBER_STEPS.filter((step) => step >= 1);
const DURATION_STEPS = [
  ...NUMBER_STEPS.filter((step) => step < 1),
  ...[1, 2, 5, 10, 15, 30].flatMap((step) => [step, step * 60]),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].map((days) => days * 86_400),
].sort((a, b) => a - b);

/** Distances between ticks that read well for this axis. */
export function xSteps(axis: XAxis): number[] {
  if (axis === 'step') return WHOLE_STEPS;
  if (axis === 'runtime' || axis === 'wall') return DURATION_STEPS;
  return axis === 'time' ? DURATION_STEPS.filter((step) => step >= 1) : NUMBER_STEPS;
}
