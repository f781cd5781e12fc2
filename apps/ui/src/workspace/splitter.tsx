import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './workspace.module.css';

interface Props {
  readonly width: number;
  readonly min: number;
  readonly max: () => number;
  readonly onWidth: (width: number) => void;
}

const STEP = 16;

/** Drag, or arrow keys. The width is that of the region before it. */
export function Splitter({ width, min, max, onWidth }: Props) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const set = (wanted: number): void => onWidth(Math.round(Math.min(max(), Math.max(min, wanted))));
  return (
    <div
      className={styles.splitter}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the runs sidebar"
      aria-valuenow={Math.round(width)}
      aria-valuemin={min}
      aria-valuemax={Math.round(max())}
      tabIndex={0}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (start.current) set(start.current.width + event.clientX - start.current.x);
      }}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'ArrowLeft') set(width - STEP);
        else if (event.key === 'ArrowRight') set(width + STEP);
        else if (event.key === 'Home') set(min);
        else if (event.key === 'End') set(max());
        else return;
        event.preventDefault();
      }}
    />
  );
}
