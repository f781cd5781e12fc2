import { useState } from 'react';
import { formatCount, formatNumber } from '../../format/number';
import type { Histogram } from './media-value';
import styles from './media.module.css';

const HEIGHT = 100;

/** Bars between their true edges. The bar under the pointer says its range and its count. */
export function HistogramView({ histogram, name }: { readonly histogram: Histogram; readonly name: string }) {
  const { counts, edges } = histogram;
  const [at, setAt] = useState<number | null>(null);
  const low = edges[0] ?? 0;
  const high = edges.at(-1) ?? 1;
  const width = high - low || 1;
  const most = Math.max(...counts, Number.MIN_VALUE);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const x = (value: number): number => (1_000 * (value - low)) / width;
  const bar = (i: number): string => `from ${formatNumber(edges[i])} to ${formatNumber(edges[i + 1])}: ${formatNumber(counts[i], 6)}`;
  const peak = counts.indexOf(most);
  return (
    <div className={styles.histogram}>
      <p className={styles.reading}>{at === null ? `${formatNumber(total, 6)} values, up to ${formatNumber(most, 6)} a bin` : bar(at)}</p>
      <svg
        viewBox={`0 0 1000 ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: ${formatCount(counts.length)} bins from ${formatNumber(low)} to ${formatNumber(high)}, most ${peak >= 0 ? bar(peak) : ''}`}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const value = low + (width * (event.clientX - box.left)) / box.width;
          const next = edges.findIndex((edge) => edge > value);
          setAt(next < 1 ? counts.length - 1 : next - 1);
        }}
        onPointerLeave={() => setAt(null)}
      >
        {counts.map((count, i) => {
          const left = x(edges[i] ?? 0);
          const height = (HEIGHT * Math.max(0, count)) / most;
          const wide = x(edges[i + 1] ?? 0) - left;
          return (
            <rect
              key={i}
              data-at={i === at ? '' : undefined}
              x={left}
              y={HEIGHT - height}
              width={Math.max(0.5, wide * 0.9)}
              height={height}
            />
          );
        })}
      </svg>
      <div className={styles.ticks} aria-hidden="true">
        {[low, low + width / 2, high].map((tick, i) => (
          <span key={i}>{formatNumber(tick, 3)}</span>
        ))}
      </div>
    </div>
  );
}
