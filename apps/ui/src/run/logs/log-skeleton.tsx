import { Skeleton } from '../../states/skeleton';
import styles from './logs.module.css';

export function LogSkeleton() {
  return (
    <div className={styles.logs} data-state="loading" aria-busy="true">
      <div className={styles.bar}>
        <Skeleton width="240px" height="20px" />
      </div>
      <div className={styles.box} />
    </div>
  );
}
