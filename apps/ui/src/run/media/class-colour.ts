import { RUN_PALETTE, type Scheme } from '../../theme/run-palette';

/** Classes of boxes and masks are told apart by the palette that runs have. */
export function classColour(id: number, scheme: Scheme): string {
  const palette = RUN_PALETTE[scheme];
  return palette[((id % palette.length) + palette.length) % palette.length] ?? palette[0];
}
