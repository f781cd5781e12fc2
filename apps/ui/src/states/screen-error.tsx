import { useRouter } from '@tanstack/react-router';
import { statusOf } from '../api/answer';
import { ErrorRegion } from './error-region';
import { NotFoundScreen } from './not-found-screen';
import styles from './states.module.css';

/** A screen whose data did not come. What is missing or refused looks the same. */
export function ScreenError({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter();
  const status = statusOf(error);
  if (status === 404 || status === 403) return <NotFoundScreen />;
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className={styles.screen}>
      <ErrorRegion text="This page could not be loaded. Nothing was lost." error={error} onRetry={retry} />
    </div>
  );
}
