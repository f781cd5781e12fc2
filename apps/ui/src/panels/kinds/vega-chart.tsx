import { useEffect, useRef } from 'react';
import { useScheme } from '../../theme/color-scheme';
import styles from './kinds.module.css';
import { useSize } from './use-size';

interface VegaProps {
  /** JSON of a Vega or Vega-Lite specification. */
  readonly spec: string;
  /** Named data sets that the specification refers to. */
  readonly data: Readonly<Record<string, readonly unknown[]>>;
  readonly onProblem: (problem: string | null) => void;
}

/** Draws a specification of somebody's; nothing of it is run as code and nothing is fetched. */
export function VegaChart({ spec, data, onProblem }: VegaProps) {
  const [frame, { width, height }] = useSize<HTMLDivElement>();
  const target = useRef<HTMLDivElement>(null);
  const scheme = useScheme();
  useEffect(() => {
    const element = target.current;
    if (!element || width === 0 || height === 0) return;
    let gone = false;
    let finish: (() => void) | undefined;
    void import('./draw-vega').then(async ({ drawVega }) => {
      if (gone) return;
      const drawn = await drawVega(element, { spec, data, width, height, scheme });
      if (!drawn.ok) {
        if (!gone) onProblem(drawn.problem);
      } else if (gone) drawn.finish();
      else {
        finish = drawn.finish;
        onProblem(null);
      }
    });
    return () => {
      gone = true;
      finish?.();
    };
  }, [spec, data, width, height, scheme, onProblem]);
  return (
    <div ref={frame} className={styles.vega}>
      <div ref={target} />
    </div>
  );
}
