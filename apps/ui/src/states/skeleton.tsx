import styles from './states.module.css';

/** A grey block of the final size, so that nothing jumps when the content arrives. Sizes are CSS lengths. */
export function Skeleton({ width = '100%', height = '1em' }: { readonly width?: string; readonly height?: string }) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}
