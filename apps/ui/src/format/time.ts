const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-03-14 09:26` in the viewer's zone; `seconds` adds `:53`. */
export function formatDateTime(time: number, seconds = false): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '—';
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return `${day} ${clock}${seconds ? `:${two(date.getSeconds())}` : ''}`;
}

/** `2026-03-14 09:26:53 UTC` */
export function formatUtc(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '—' : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `5 minutes ago` up to seven days, then the date. */
export function formatRelative(time: number, now: number): string {
  const age = now - time;
  if (!Number.isFinite(age)) return '—';
  if (age < 10_000) return 'just now';
  if (age < MINUTE) return `${Math.floor(age / 1_000)} seconds ago`;
  if (age < HOUR) return ago(Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return ago(Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return ago(Math.floor(age / DAY), 'day');
  return formatDateTime(time);
}

const ago = (amount: number, unit: string): string => `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;
