/** Selected lines of a log, both ends included, counted from 1. */
export interface LineSelection {
  readonly from: number;
  readonly to: number;
}

/** Reads `#L120` or `#L120-L140`; null for any other hash. */
export function selectionOfHash(hash: string): LineSelection | null {
  const match = /^#?L(\d{1,15})(?:-L?(\d{1,15}))?$/.exec(hash);
  if (!match) return null;
  const a = Number(match[1]);
  const b = match[2] === undefined ? a : Number(match[2]);
  if (a < 1 || b < 1) return null;
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** The inverse, without the `#`. */
export const hashOfSelection = ({ from, to }: LineSelection): string => (from === to ? `L${from}` : `L${from}-L${to}`);

/** A click selects one line, a click with Shift the range from the line first clicked. */
export const selectionAfterClick = (anchor: number | null, line: number, extend: boolean): LineSelection =>
  extend && anchor !== null ? { from: Math.min(anchor, line), to: Math.max(anchor, line) } : { from: line, to: line };
