import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionQuery } from '../api/session';
import { useDocumentTitle } from '../shell/document-title';
import { LoadingScreen } from '../states/loading-screen';
import styles from './account.module.css';
import { AccountFrame } from './account-frame';
import { CreateKeyForm } from './create-key-form';
import { KeyList } from './key-list';
import { SignInForm } from './sign-in-form';

/** `/authorize`, the page that `wandb login` prints: sign in if need be, then make a key for the terminal. */
export function AuthorizePage() {
  useDocumentTitle('API key');
  const { data: session, isPending } = useQuery(sessionQuery);
  if (isPending) return <LoadingScreen />;
  if (!session)
    return (
      <AccountFrame title="Sign in to get a key">
        <SignInForm onSignedIn={() => undefined} />
      </AccountFrame>
    );
  return (
    <AccountFrame title="API key">
      <CreateKeyForm />
      <section className={styles.existing}>
        <h2>Your keys</h2>
        <KeyList />
      </section>
      <Link to="/home" className={styles.link}>
        All projects
      </Link>
    </AccountFrame>
  );
}
