import type { Smoothing } from '@runstead/ui-contract';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import styles from './panels.module.css';

interface Props {
  readonly kind: Smoothing['kind'];
  /** In the kind's own measure. */
  readonly value: number;
  readonly onChange: (weight: number) => void;
}

/** Ends and steps of the slider; an average of points has an odd window. */
const SCALES: Readonly<Record<Smoothing['kind'], { min: number; max: number; step: number }>> = {
  'time-ema': { min: 0, max: 0.999, step: 0.01 },
  ema: { min: 0, max: 0.999, step: 0.01 },
  gaussian: { min: 0, max: 100, step: 1 },
  average: { min: 1, max: 501, step: 2 },
  none: { min: 0, max: 0.999, step: 0.01 },
};

/** Slider and number field. The handle follows the hand; the charts follow once a frame. */
export function SmoothingControl({ kind, value, onChange }: Props) {
  const { min, max, step } = SCALES[kind];
  const [shown, setShown] = useOncePerFrame(value, onChange);
  const set = (text: string): void => {
    const weight = Number(text);
    if (text !== '' && weight >= min && weight <= max && (kind !== 'average' || weight % 2 === 1)) setShown(weight);
  };
  return (
    <div className={styles.control}>
      <span aria-hidden="true">Smoothing</span>
      <input
        type="range"
        aria-label="Smoothing"
        min={min}
        max={max}
        step={step}
        disabled={kind === 'none'}
        value={shown}
        style={{ '--filled': `${((shown - min) / (max - min)) * 100}%` } as CSSProperties}
        onChange={(event) => set(event.target.value)}
      />
      <input
        type="number"
        aria-label="Smoothing weight"
        min={min}
        max={max}
        step={step}
        disabled={kind === 'none'}
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
