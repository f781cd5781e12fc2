import { useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { LineSelection } from './line-selection';
import type { ConsoleLine } from './log-window';

interface LineKeys {
  /** The number, of those on screen, that Tab reaches: where the keyboard was last, else the selection's, else the newest. */
  readonly tabStop: (shown: readonly number[]) => number | null;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -20, PageDown: 20 };

const lineOf = (target: EventTarget): number | null => {
  const line = target instanceof Element ? target.closest('[data-line]')?.getAttribute('data-line') : null;
  return line ? Number(line) : null;
};

/**
 * A log is one stop for Tab, however many lines it has. From a line number the arrow keys go to its neighbours, with Shift
 * they take them into the selection; Enter or Space selects one line.
 */
export function useLineKeys(
  lines: readonly ConsoleLine[],
  selection: LineSelection | null,
  onSelect: (line: number, extend: boolean) => void,
): LineKeys {
  const [at, setAt] = useState<number | null>(null);
  return {
    tabStop: (shown) => {
      if (at !== null && shown.includes(at)) return at;
      if (selection && shown.includes(selection.from)) return selection.from;
      return shown.at(-1) ?? null;
    },
    onFocus: ({ target }) => setAt(lineOf(target)),
    onKeyDown: (event) => {
      const step = STEPS[event.key];
      const here = lineOf(event.target);
      if (step === undefined || here === null) return;
      event.preventDefault();
      const index = lines.findIndex((line) => line.number === here);
      const next = lines[Math.min(lines.length - 1, Math.max(0, index + step))];
      if (!next) return;
      // Lines around those on screen are in the page too, so the neighbour is there to take the focus.
      event.currentTarget.querySelector<HTMLElement>(`[data-line="${next.number}"] button`)?.focus();
      if (!event.shiftKey) return;
      if (!selection) onSelect(here, false);
      onSelect(next.number, true);
    },
  };
}
