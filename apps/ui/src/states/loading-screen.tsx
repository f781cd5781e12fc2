import styles from './states.module.css';

/** A whole screen that is on its way; the spinner appears after 400 ms. */
export function LoadingScreen() {
  return (
    <div className={styles.screen} data-state="loading" aria-busy="true">
      <span className={styles.spinner} aria-hidden="true" />
      <span className="visually-hidden">Loading</span>
    </div>
  );
}
