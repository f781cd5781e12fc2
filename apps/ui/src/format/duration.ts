const UNITS = [
  { letter: 'd', seconds: 86_400 },
  { letter: 'h', seconds: 3_600 },
  { letter: 'm', seconds: 60 },
  { letter: 's', seconds: 1 },
] as const;

/** Up to three units from the largest: `3h 12m 5s`; below a second `840ms`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return '—';
  if (milliseconds < 1_000) return `${Math.round(milliseconds)}ms`;
  const whole = Math.floor(milliseconds / 1_000);
  const first = UNITS.findIndex(({ seconds }) => whole >= seconds);
  let rest = whole;
  const parts: string[] = [];
  for (const { letter, seconds } of UNITS.slice(first, first + 3)) {
    const amount = Math.floor(rest / seconds);
    rest -= amount * seconds;
    if (amount > 0) parts.push(`${amount}${letter}`);
  }
  return parts.join(' ');
}
