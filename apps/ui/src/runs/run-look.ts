import { RUN_DASHES, RUN_PALETTE, type Scheme } from '../theme/run-palette';

const PALETTE_SIZE = 10;

/** Colour and dash of a run, fixed by its creation ordinal in the project (UI 13.1). */
export function colourIndex(ordinal: number): number {
  return ordinal % PALETTE_SIZE;
}

export function dashIndex(ordinal: number): number {
  return Math.floor(ordinal / PALETTE_SIZE) % RUN_DASHES.length;
}

/** `custom` is what the person chose; it is used as typed in both themes. */
export function runColour(ordinal: number, custom: string | null | undefined, scheme: Scheme): string {
  return custom ?? RUN_PALETTE[scheme][colourIndex(ordinal)] ?? RUN_PALETTE[scheme][0];
}

interface Coloured {
  readonly ordinal: number;
  readonly custom?: string | null | undefined;
}

/** The dash of each drawn run: only where two of them share a colour index, solid otherwise. */
export function dashesWhenNeeded(runs: readonly Coloured[]): (readonly number[])[] {
  const users = new Map<number, number>();
  for (const run of runs) if (!run.custom) users.set(colourIndex(run.ordinal), (users.get(colourIndex(run.ordinal)) ?? 0) + 1);
  return runs.map((run) => {
    const shared = !run.custom && (users.get(colourIndex(run.ordinal)) ?? 0) > 1;
    return shared ? (RUN_DASHES[dashIndex(run.ordinal)] ?? []) : [];
  });
}
