import { useRef, type PointerEvent } from 'react';
import styles from './runs-table.module.css';

const NARROWEST = 64;
const WIDEST = 1_200;

interface Props {
  readonly width: number;
  /** While a drag goes on, and with `done` when it ends. */
  readonly onWidth: (width: number) => void;
  readonly onFit: () => void;
}

/** The edge of a column's head: a drag resizes, a double click fits. The menu of the column does the same by keyboard. */
export function ColumnEdge({ width, onWidth, onFit }: Props) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const start = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  const move = (event: PointerEvent): void => {
    if (from.current) onWidth(Math.min(WIDEST, Math.max(NARROWEST, Math.round(from.current.width + event.clientX - from.current.x))));
  };
  const end = (): void => {
    from.current = null;
  };
  return (
    <span
      className={styles.edge}
      data-edge=""
      aria-hidden="true"
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={onFit}
    />
  );
}
