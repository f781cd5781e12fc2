import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Problem } from '@runstead/ui-contract';
import { sessionQuery, signOut } from '../api/session';
import controls from '../controls/controls.module.css';
import { useDocumentTitle } from '../shell/document-title';
import { LoadingScreen } from '../states/loading-screen';
import { AccountFrame } from './account-frame';

/** Ends the session and forgets everything that was loaded with it. */
export function LogoutPage() {
  useDocumentTitle('Signed out');
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<'signed out' | Problem | null>(null);
  useEffect(() => {
    let shown = true;
    void signOut().then((answer) => {
      const over = answer.ok || answer.problem.status === 401;
      if (over) {
        client.clear();
        client.setQueryData(sessionQuery.queryKey, null);
      }
      if (shown) setOutcome(over ? 'signed out' : answer.problem);
    });
    return () => {
      shown = false;
    };
  }, [client]);
  if (outcome === null) return <LoadingScreen />;
  const done = outcome === 'signed out';
  return (
    <AccountFrame title={done ? 'You are signed out' : 'You are still signed in'}>
      {done ? null : <p className={controls.error}>{outcome.title}</p>}
      {done ? (
        <Link to="/login" className={controls.button}>
          Sign in
        </Link>
      ) : (
        <Link to="/home" className={controls.button}>
          All projects
        </Link>
      )}
    </AccountFrame>
  );
}
