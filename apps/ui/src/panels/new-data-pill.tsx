import { useEffect, useState } from 'react';
import styles from './panels.module.css';

interface Props {
  readonly zoomed: boolean;
  /** The last x that was logged; undefined before anything was loaded. */
  readonly end: number | undefined;
  readonly onFollow: () => void;
}

/** A zoomed chart stays where it is while its runs log on: it says so instead of moving. */
export function NewDataPill({ zoomed, end, onFollow }: Props) {
  const [atZoom, setAtZoom] = useState<number | null>(null);
  useEffect(() => setAtZoom(null), [zoomed]);
  useEffect(() => {
    if (zoomed) setAtZoom((known) => known ?? end ?? null);
  }, [zoomed, end]);
  if (!zoomed || atZoom === null || end === undefined || end <= atZoom) return null;
  return (
    <button type="button" className={styles.pill} onClick={onFollow}>
      New data
    </button>
  );
}
