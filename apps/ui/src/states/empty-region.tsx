import type { ReactNode } from 'react';
import styles from './states.module.css';

/** One sentence that says why a region is empty, and what helps. */
export function EmptyRegion({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className={styles.region} data-state="empty">
      <p>{text}</p>
      {children}
    </div>
  );
}
