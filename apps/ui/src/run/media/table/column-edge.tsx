import { useRef, type PointerEvent } from 'react';
import styles from './table.module.css';

const NARROWEST = 48;

/** The edge of a column head, which a pointer drags. Nothing is hidden from those who have none: cells can be read whole in their tooltips. */
export function ColumnEdge({ onWidth }: { readonly onWidth: (width: number) => void }) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const start = (event: PointerEvent<HTMLSpanElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: event.currentTarget.parentElement?.getBoundingClientRect().width ?? 0 };
  };
  const move = (event: PointerEvent): void => {
    if (from.current) onWidth(Math.max(NARROWEST, from.current.width + event.clientX - from.current.x));
  };
  return (
    <span
      className={styles.edge}
      aria-hidden="true"
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
