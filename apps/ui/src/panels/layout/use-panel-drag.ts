import { useEffect, useRef, type RefObject } from 'react';
import styles from '../panels.module.css';

interface Handlers {
  /** Before the panel at `index` of the section, counted without the moved one. */
  readonly onMove: (id: string, section: string, index: number) => void;
  readonly onResize: (section: string, columns: number, height: number) => void;
}

interface Drop {
  readonly section: string;
  readonly index: number;
}

const BEGINS_PX = 5;
const EDGE_PX = 60;
const SCROLL_PX = 14;
const HEIGHT = { least: 160, most: 800 };
const MOST_COLUMNS = 6;

/**
 * Panels are dragged by their head to another place or section, and sized by their corner, which sizes all of the section.
 * The page is marked through attributes, not through React: sixty moves a second draw nothing again.
 */
export function usePanelDrag(root: RefObject<HTMLElement | null>, handlers: Handlers | null): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  const on = handlers !== null;
  useEffect(() => {
    const element = root.current;
    if (!element || !on) return;
    const pressed = (event: PointerEvent): void => {
      if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return;
      const slot = event.target.closest<HTMLElement>('[data-slot]');
      if (!slot || !current.current) return;
      if (event.target.closest('[data-corner]')) startResize(event, slot, current.current.onResize);
      else if (event.target.closest('[data-drag]') && !event.target.closest('button, a, input'))
        startMove(event, slot, current.current.onMove);
    };
    element.addEventListener('pointerdown', pressed);
    return () => element.removeEventListener('pointerdown', pressed);
  }, [root, on]);
}

/** Follows the pointer until it is let go (`end` true) or Escape gives up. */
function follow(start: PointerEvent, moved: (event: PointerEvent) => void, ended: (kept: boolean) => void): void {
  const finish = (kept: boolean): void => {
    removeEventListener('pointermove', moved);
    removeEventListener('pointerup', up);
    removeEventListener('pointercancel', cancel);
    removeEventListener('keydown', key, true);
    ended(kept);
  };
  const up = (): void => finish(true);
  const cancel = (): void => finish(false);
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    finish(false);
  };
  start.preventDefault();
  addEventListener('pointermove', moved);
  addEventListener('pointerup', up);
  addEventListener('pointercancel', cancel);
  addEventListener('keydown', key, true);
}

function startMove(start: PointerEvent, slot: HTMLElement, onMove: Handlers['onMove']): void {
  const id = slot.dataset['slot'] ?? '';
  let ghost: HTMLElement | null = null;
  let marked: HTMLElement | null = null;
  let drop: Drop | null = null;
  const unmark = (): void => {
    if (marked) delete marked.dataset['drop'];
    marked = null;
  };
  follow(
    start,
    (event) => {
      if (!ghost && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < BEGINS_PX) return;
      ghost ??= ghostOf(slot);
      ghost.style.translate = `${event.clientX + 12}px ${event.clientY + 8}px`;
      scrollAtEdges(slot, event.clientY);
      const found = dropAt(event, slot);
      unmark();
      drop = found && { section: found.section, index: found.index };
      if (!found) return;
      marked = found.mark;
      marked.dataset['drop'] = found.side;
    },
    (kept) => {
      unmark();
      ghost?.remove();
      delete slot.dataset['moving'];
      if (kept && drop) onMove(id, drop.section, drop.index);
    },
  );
}

function ghostOf(slot: HTMLElement): HTMLElement {
  slot.dataset['moving'] = '';
  const ghost = document.createElement('div');
  ghost.className = styles.ghost ?? '';
  ghost.textContent = slot.querySelector('h3')?.textContent ?? '';
  document.body.append(ghost);
  return ghost;
}

function dropAt(event: PointerEvent, moving: HTMLElement): (Drop & { mark: HTMLElement; side: string }) | null {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const section = under?.closest<HTMLElement>('[data-section]');
  const name = section?.dataset['section'];
  if (!section || name === undefined) return null;
  const slots = [...section.querySelectorAll<HTMLElement>('[data-slot]')].filter((slot) => slot !== moving);
  const over = under?.closest<HTMLElement>('[data-slot]');
  if (!over || over === moving) {
    if (over === moving) return null;
    return { section: name, index: slots.length, mark: section, side: 'end' };
  }
  const box = over.getBoundingClientRect();
  const after = event.clientX > box.left + box.width / 2;
  return { section: name, index: slots.indexOf(over) + Number(after), mark: over, side: after ? 'after' : 'before' };
}

function scrollAtEdges(slot: HTMLElement, y: number): void {
  const scroller = slot.closest('main');
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  if (y < box.top + EDGE_PX) scroller.scrollBy(0, -SCROLL_PX);
  else if (y > box.bottom - EDGE_PX) scroller.scrollBy(0, SCROLL_PX);
}

function startResize(start: PointerEvent, slot: HTMLElement, onResize: Handlers['onResize']): void {
  const grid = slot.closest<HTMLElement>('[data-grid]');
  const name = grid?.dataset['grid'];
  if (!grid || name === undefined) return;
  const before = {
    columns: grid.style.getPropertyValue('--columns'),
    height: grid.style.getPropertyValue('--panel-height'),
    set: grid.dataset['columns'],
  };
  const box = slot.getBoundingClientRect();
  const whole = grid.getBoundingClientRect().width;
  let size = { columns: Math.max(1, Math.round(whole / box.width)), height: Math.round(box.height) };
  let moved = false;
  follow(
    start,
    (event) => {
      moved = true;
      const width = Math.max(80, box.width + event.clientX - start.clientX);
      const columns = Math.min(MOST_COLUMNS, Math.max(1, Math.round(whole / width)));
      const height = Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, box.height + event.clientY - start.clientY)));
      size = { columns, height };
      grid.dataset['columns'] = String(columns);
      grid.style.setProperty('--columns', String(columns));
      grid.style.setProperty('--panel-height', `${height}px`);
    },
    (kept) => {
      if (kept && moved) return onResize(name, size.columns, size.height);
      grid.style.setProperty('--columns', before.columns);
      grid.style.setProperty('--panel-height', before.height);
      if (before.set === undefined) delete grid.dataset['columns'];
      else grid.dataset['columns'] = before.set;
    },
  );
}
