/** Labels of linear ticks: all with the decimals that they need to be exact, exponents outside 1e-3 … 1e6. */
export function axisLabels(ticks: readonly number[]): string[] {
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : 1;
  const largest = ticks.reduce((max, tick) => Math.max(max, Math.abs(tick)), 0);
  const exponent = largest >= 1e6 || (largest > 0 && largest < 1e-3);
  const decimals = decimalsOf(ticks, step);
  return ticks.map((tick) => {
    if (Math.abs(tick) < step * 1e-9) return '0';
    return exponent ? shortExponent(tick) : String(Number(tick.toFixed(decimals)));
  });
}

function decimalsOf(ticks: readonly number[], step: number): number {
  for (let decimals = 0; decimals < 12; decimals += 1)
    if (ticks.every((tick) => Math.abs(Number(tick.toFixed(decimals)) - tick) <= step * 1e-6)) return decimals;
  return 12;
}

function shortExponent(tick: number): string {
  const [mantissa = '', exponent = ''] = tick.toExponential(6).split('e');
  return `${Number(mantissa)}e${exponent.replace('+', '')}`;
}

/** Whole steps, short: `0`, `500`, `2k`, `10k`, `1.5M`; exact where they stand too close together for that. */
export function stepLabels(ticks: readonly number[]): string[] {
  const largest = ticks.reduce((max, tick) => Math.max(max, Math.abs(tick)), 0);
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : largest;
  const unit = largest >= 1e6 ? 1e6 : 1e3;
  if (largest >= 1e9) return axisLabels(ticks);
  if (largest < 1_000 || step < unit / 10) return ticks.map((tick) => String(Number(tick.toPrecision(12))));
  return ticks.map((tick) => shortNumber(tick));
}

/** Ticks of a log axis: powers of ten; within two decades also 2 and 5. The others stay without a label. */
export function logTickLabels(ticks: readonly (number | null)[], [low, high]: readonly [number, number]): string[] {
  const digits = high / low < 100 ? [1, 2, 5] : [1];
  return ticks.map((tick) => {
    if (tick === null || !(tick > 0)) return '';
    const digit = Number((tick / 10 ** Math.floor(Math.log10(tick) + 1e-9)).toPrecision(6));
    return digits.includes(digit) ? (axisLabels([tick])[0] ?? '') : '';
  });
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(6))}M`;
  return size >= 1e3 ? `${Number((value / 1e3).toPrecision(6))}k` : String(Number(value.toPrecision(12)));
}

const TIME_UNITS = [
  { letter: 'd', seconds: 86_400 },
  { letter: 'h', seconds: 3_600 },
  { letter: 'm', seconds: 60 },
  { letter: 's', seconds: 1 },
] as const;

/** Seconds as `1h 30m`; below a second `250ms`. */
export function axisDuration(seconds: number): string {
  if (Math.abs(seconds) < 1e-9) return '0';
  const sign = seconds < 0 ? '−' : '';
  let rest = Math.abs(seconds);
  if (rest < 1) return `${sign}${Number((rest * 1_000).toPrecision(3))}ms`;
  const parts: string[] = [];
  for (const { letter, seconds: size } of TIME_UNITS) {
    const amount = letter === 's' ? Number(rest.toFixed(1)) : Math.floor(rest / size + 1e-9);
    rest = Math.max(0, rest - amount * size);
    if (amount > 0) parts.push(`${amount}${letter}`);
  }
  return sign + parts.slice(0, 2).join(' ');
}
