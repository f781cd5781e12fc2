import { axisLabels } from '../../format/axis';

export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Values onto pixels with round ticks; `from` may be larger than `to`, as it is for heights. */
export function linearScale(values: readonly number[], from: number, to: number): Scale {
  const finite = values.filter(Number.isFinite);
  let low = Math.min(...finite);
  let high = Math.max(...finite);
  if (!(low < high)) [low, high] = Number.isFinite(low) ? [low - Math.abs(low || 1) / 2, high + Math.abs(high || 1) / 2] : [0, 1];
  const padding = (high - low) * 0.05;
  [low, high] = [low - padding, high + padding];
  const at = (value: number): number => from + ((value - low) / (high - low)) * (to - from);
  const places = roundTicks(low, high, Math.max(3, Math.abs(to - from) / 48));
  const labels = axisLabels(places);
  return { at, ticks: places.map((place, i) => ({ at: at(place), label: labels[i] ?? '' })) };
}

export function logScale(values: readonly number[], from: number, to: number): Scale {
  const scale = linearScale(values.filter((value) => value > 0).map(Math.log10), from, to);
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const [low, high] = [Math.floor(Math.log10(Math.min(...positive))), Math.ceil(Math.log10(Math.max(...positive)))];
  const decades = Number.isFinite(low) ? Array.from({ length: Math.min(40, high - low + 1) }, (_, i) => low + i) : [];
  const inside = decades.map((power) => ({ at: scale.at(power), label: `1e${power}` }));
  const [least, most] = [Math.min(from, to), Math.max(from, to)];
  return { at: (value) => scale.at(Math.log10(value)), ticks: inside.filter(({ at }) => at >= least && at <= most) };
}

/** At most about `count` ticks at 1, 2 or 5 times a power of ten. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const raw = (high - low) / Math.max(2, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((candidate) => candidate >= raw) ?? 10 * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, i) => (first + i) * step);
}
