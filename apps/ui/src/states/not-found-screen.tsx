import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session';
import { useDocumentTitle } from '../shell/document-title';
import styles from './states.module.css';
import buttonStyles from '../controls/controls.module.css';

/** The same for what does not exist and what the viewer may not see: it never tells which. */
export function NotFoundScreen() {
  useDocumentTitle('Not found');
  const signedOut = useQuery(sessionQuery).data === null;
  return (
    <div className={styles.screen}>
      <h1>Not found</h1>
      <p>You may need to sign in or ask for access.</p>
      {signedOut ? (
        <Link to="/login" className={buttonStyles.button}>
          Sign in
        </Link>
      ) : (
        <Link to="/home" className={buttonStyles.button}>
          All projects
        </Link>
      )}
    </div>
  );
}
