import { formatDuration } from '../../format/duration';

export type TimeColumn = 'off' | 'relative' | 'clock';

const two = (value: number, width = 2): string => String(Math.floor(value)).padStart(width, '0');

/** The time of a line for its column: since the run began, or the clock in the viewer's zone. A line without a time has none. */
export function lineTime(time: number, column: TimeColumn, startedAt: number): string | null {
  if (column === 'off') return null;
  if (time === 0) return '';
  if (column === 'relative') return `+${formatDuration(Math.max(0, time - startedAt))}`;
  const date = new Date(time);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${two(date.getMilliseconds(), 3)}`;
}
