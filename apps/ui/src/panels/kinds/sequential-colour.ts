import type { Scheme } from '../../theme/run-palette';

/** Stops of the viridis ramp, which is safe for colour blindness; the dark end is left out on dark, the light one on light. */
const VIRIDIS = ['#440154', '#46327e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39', '#fde725'];

/** `share` from 0 to 1; anything else is grey. */
export function sequentialColour(share: number, scheme: Scheme): string {
  if (!(share >= 0 && share <= 1)) return '#8a92a0';
  const stops = scheme === 'dark' ? VIRIDIS.slice(2) : VIRIDIS.slice(0, 6);
  const place = share * (stops.length - 1);
  const [from = '#000000', to = from] = [stops[Math.floor(place)], stops[Math.ceil(place)]];
  const part = place - Math.floor(place);
  const channel = (i: number): number => {
    const [a, b] = [from, to].map((hex) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16));
    return Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * part);
  };
  return `rgb(${channel(0)} ${channel(1)} ${channel(2)})`;
}
