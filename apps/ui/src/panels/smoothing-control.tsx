import { useEffect, useRef, useState, type CSSProperties } from 'react';
import styles from './panels.module.css';

interface Props {
  /** 0 to 0.999. */
  readonly value: number;
  readonly onChange: (weight: number) => void;
}

const MOST = 0.999;

/** Slider and number field. The handle follows the hand; the charts follow once a frame. */
export function SmoothingControl({ value, onChange }: Props) {
  const [shown, setShown] = useOncePerFrame(value, onChange);
  const set = (text: string): void => {
    const weight = Number(text);
    if (text !== '' && weight >= 0 && weight <= MOST) setShown(weight);
  };
  return (
    <div className={styles.control}>
      <span aria-hidden="true">Smoothing</span>
      <input
        type="range"
        aria-label="Smoothing"
        min={0}
        max={MOST}
        step={0.01}
        value={shown}
        style={{ '--filled': `${(shown / MOST) * 100}%` } as CSSProperties}
        onChange={(event) => set(event.target.value)}
      />
      <input
        type="number"
        aria-label="Smoothing weight"
        min={0}
        max={MOST}
        step={0.01}
        value={shown}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  );
}

/** What is shown changes at once, `onChange` hears the newest value in the next frame. */
function useOncePerFrame(value: number, onChange: (value: number) => void): [number, (value: number) => void] {
  const [shown, setShown] = useState(value);
  const pending = useRef<number | null>(null);
  const newest = useRef({ value, onChange });
  useEffect(() => {
    newest.current.onChange = onChange;
  }, [onChange]);
  useEffect(() => {
    if (pending.current === null) setShown(value);
  }, [value]);
  useEffect(() => () => void (pending.current !== null && cancelAnimationFrame(pending.current)), []);
  const set = (next: number): void => {
    setShown(next);
    newest.current.value = next;
    pending.current ??= requestAnimationFrame(() => {
      pending.current = null;
      newest.current.onChange(newest.current.value);
    });
  };
  return [shown, set];
}
