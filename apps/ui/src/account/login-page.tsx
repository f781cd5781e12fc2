import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { sessionQuery, signIn } from '../api/session';
import { useDocumentTitle } from '../shell/document-title';
import { LoadingScreen } from '../states/loading-screen';
import { AccountFrame } from './account-frame';
import { nextPath } from './next-path';
import { SignInForm } from './sign-in-form';

/** `/login`, with `?next=` for the path first asked for; `/login?token=` is the one-time link that the server prints. */
export function LoginPage() {
  useDocumentTitle('Sign in');
  const { next, token } = useSearch({ from: '__root__' });
  const router = useRouter();
  const session = useQuery(sessionQuery);
  const leave = (): void => router.history.replace(nextPath(next, window.location.origin));
  const refused = useOneTimeLink(token, next, leave);
  const signedIn = session.data != null && token === undefined;
  const leaveOnce = useRef(leave);
  useEffect(() => {
    if (signedIn) leaveOnce.current();
  }, [signedIn]);

  if (token !== undefined || session.isPending || signedIn) return <LoadingScreen />;
  return (
    <AccountFrame title="Sign in to Runstead">
      <SignInForm problem={refused} onSignedIn={leave} />
    </AccountFrame>
  );
}

/** Redeems the token once and takes it out of the address bar and the history; answers why it was refused. */
function useOneTimeLink(token: string | undefined, next: string | undefined, leave: () => void): string | null {
  const router = useRouter();
  const client = useQueryClient();
  const [refused, setRefused] = useState<string | null>(null);
  const redeemed = useRef<string | null>(null);
  useEffect(() => {
    if (token === undefined || redeemed.current === token) return;
    redeemed.current = token;
    void signIn({ oneTimeToken: token }).then((answer) => {
      if (answer.ok) {
        client.setQueryData(sessionQuery.queryKey, answer.value);
        leave();
        return;
      }
      const gone = answer.problem.status === 401 || answer.problem.status === 400;
      setRefused(
        gone ? 'This link was used before or is too old. Restart the server for a new one, or paste your API key.' : answer.problem.title,
      );
      void router.navigate({ to: '/login', search: next === undefined ? {} : { next }, replace: true });
    });
  });
  return refused;
}
