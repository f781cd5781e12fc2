import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

interface Place {
  readonly row: number;
  readonly column: number;
}

interface Input {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly rows: number;
  readonly columns: number;
  readonly show: (row: number, column: number) => void;
  readonly onSelect: (row: number, upTo: boolean) => void;
}

const PAGE = 12;

/** Arrows go from cell to cell, Enter opens or edits what is in one, Space chooses its row (the grid pattern of ARIA). */
export function useGridKeys({ grid, rows, columns, show, onSelect }: Input) {
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const wanted = useRef(false);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.column}"]`);
    if (!cell) return;
    wanted.current = false;
    cell.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>('[data-cell]');
    if (!cell || target.matches('input:not([type="checkbox"]), textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      onSelect(active.row, event.shiftKey);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      const inside = event.key === 'Enter' ? 'a, [data-open], [data-edit]' : '[data-edit]';
      event.preventDefault();
      cell.querySelector<HTMLElement>(inside)?.click();
    } else {
      const next = step(event.key, active, rows, columns);
      if (!next) return;
      event.preventDefault();
      wanted.current = true;
      setActive(next);
      show(next.row, next.column);
    }
  };
  const onFocus = (event: { readonly target: EventTarget }): void => {
    const [row, column] = ((event.target as HTMLElement).closest<HTMLElement>('[data-cell]')?.dataset.cell ?? '').split(':').map(Number);
    if (row !== undefined && column !== undefined && (row !== active.row || column !== active.column)) setActive({ row, column });
  };
  return { active, onKeyDown, onFocus };
}

function step(key: string, { row, column }: Place, rows: number, columns: number): Place | null {
  const at = (nextRow: number, nextColumn: number): Place => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'PageDown':
      return at(row + PAGE, column);
    case 'PageUp':
      return at(row - PAGE, column);
    case 'Home':
      return at(row, 0);
    case 'End':
      return at(row, columns - 1);
    default:
      return null;
  }
}
