import { sessionSchema, type Session, type SignIn } from '@runstead/ui-contract';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { valueOf, type Answer } from './answer';
import { requestJson, requestNothing } from './request';

/** Null when signed out. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    const answer = await requestJson(sessionSchema, '/api/v1/session', { signal });
    if (!answer.ok && answer.problem.status === 401) return null;
    return valueOf(answer);
  },
  staleTime: 60_000,
});

/** The person of a signed-in screen. The router has loaded it before any such screen is drawn. */
export function useSession(): Session | null {
  return useSuspenseQuery(sessionQuery).data;
}

export const signIn = (credentials: SignIn): Promise<Answer<Session>> =>
  requestJson(sessionSchema, '/api/v1/session', { method: 'POST', body: credentials });

export const signOut = (): Promise<Answer<null>> => requestNothing('/api/v1/session', { method: 'DELETE' });
