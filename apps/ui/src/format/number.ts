const MISSING = '—';

/** NaN and infinities as people write them; null for finite numbers. */
function special(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '∞';
  return value === -Infinity ? '−∞' : null;
}

/**
 * A number of a table or tooltip: `digits` significant digits without trailing zeros; integers up to 2^53 in full,
 * other magnitudes from 1e6 on or below 1e-4 as `1.25e+7`, `3e-5`.
 */
export function formatNumber(value: number | null | undefined, digits = 5): string {
  if (value === null || value === undefined) return MISSING;
  const text = special(value);
  if (text !== null) return text;
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1e6 || magnitude < 1e-4) return tidyExponent(value.toExponential(digits - 1));
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1e6 ? tidyExponent(value.toExponential(digits - 1)) : String(rounded);
}

function tidyExponent(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e');
  return `${mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa}e${exponent}`;
}

/** `11,689,512` */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** `0.125` becomes `12.5%`. */
export function formatPercent(fraction: number): string {
  return special(fraction) ?? `${(fraction * 100).toFixed(1)}%`;
}

/** Any JSON value of a cell. Texts that look like numbers are quoted, so that `"0.1"` is not taken for 0.1. */
export function formatValue(value: unknown, digits = 5): string {
  if (value === null || value === undefined) return MISSING;
  if (typeof value === 'number') return formatNumber(value, digits);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value === 'NaN') return 'NaN';
  if (value === 'Infinity') return '∞';
  if (value === '-Infinity') return '−∞';
  return value.trim() !== '' && Number.isFinite(Number(value)) ? `"${value}"` : value;
}
