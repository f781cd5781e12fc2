import { AccountDirectory, Authentication, OneTimeLinks, type Principal, Sessions } from '@runstead/accounts';
import { type Session, sessionSchema, signInSchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { Credentials } from '../endpoint/credentials';
import { endpoint } from '../endpoint/endpoint';
import { ProblemError } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const readSession = endpoint({
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in; 401 when nobody is',
  access: { action: 'account:write', on: 'own account' },
  answer: sessionSchema,
});
const signIn = endpoint({
  method: 'POST',
  path: '/session',
  summary: 'Sign in by an API key or the token of a one-time link; sets the session cookie',
  access: { anyone: true, why: 'It is how a session begins' },
  body: signInSchema,
  answer: sessionSchema,
});
const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'End the session and drop its cookie',
  access: { anyone: true, why: 'It ends only the session of the cookie that is sent' },
  answer: 'nothing',
});

/** The browser's session. Keys and tokens are exchanged for an opaque cookie, which scripts of the page cannot read. */
@ApiController()
export class SessionController {
  constructor(
    private readonly authentication: Authentication,
    private readonly accounts: AccountDirectory,
    private readonly links: OneTimeLinks,
    private readonly sessions: Sessions,
    private readonly credentials: Credentials,
  ) {}

  @Serve(readSession)
  async read({ principal }: Call<typeof readSession>): Promise<Session> {
    return toSession(principal);
  }

  @Serve(signIn)
  async signIn({ body, request, reply }: Call<typeof signIn>): Promise<Session> {
    const principal = 'apiKey' in body ? await this.authentication.byApiKey(body.apiKey) : await this.byLink(body.oneTimeToken);
    if (!principal) throw new ProblemError(401, 'wrong-credentials', 'Not signed in', refusalText('apiKey' in body));
    // A new token at every sign-in: one that was planted in the browser before is worth nothing after.
    const before = this.credentials.sessionToken(request);
    if (before !== null) await this.sessions.end(before);
    const { token, expiresAt } = await this.sessions.start(principal.username);
    this.credentials.setSession(reply, token, expiresAt);
    return toSession(principal);
  }

  @Serve(signOut)
  async signOut({ request, reply }: Call<typeof signOut>): Promise<void> {
    const token = this.credentials.sessionToken(request);
    if (token !== null) await this.sessions.end(token);
    this.credentials.dropSession(reply);
  }

  private async byLink(token: string): Promise<Principal | null> {
    const username = this.links.redeem(token);
    return username === null ? null : this.accounts.principal(username);
  }
}

function refusalText(byKey: boolean): string {
  return byKey ? 'This API key is not known.' : 'This link was used already or is too old. Sign in with an API key.';
}

function toSession(principal: Principal): Session {
  return { username: principal.username, admin: principal.admin, entities: principal.memberships.map(({ entity }) => entity) };
}
