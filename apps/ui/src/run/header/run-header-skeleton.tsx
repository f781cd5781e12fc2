import { Skeleton } from '../../states/skeleton';
import styles from './header.module.css';

export function RunHeaderSkeleton() {
  return (
    <header className={styles.header} data-state="loading" aria-busy="true">
      <div className={styles.identity}>
        <Skeleton width="12px" height="12px" />
        <Skeleton width="220px" height="22px" />
      </div>
    </header>
  );
}
