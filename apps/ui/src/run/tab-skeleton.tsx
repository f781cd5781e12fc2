import { Skeleton } from '../states/skeleton';
import styles from './run.module.css';

/** The place of a tab's content while it is on its way. */
export function TabSkeleton() {
  return (
    <div className={styles.tabSkeleton} data-state="loading" aria-busy="true">
      <Skeleton height="28px" width="280px" />
      <Skeleton height="256px" />
    </div>
  );
}
