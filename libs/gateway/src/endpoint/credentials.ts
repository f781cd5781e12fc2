import fastifyCookie from '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { Authentication, type Principal } from '@runstead/accounts';
import { ServerSettings } from '@runstead/run-domain';
import { CSRF_HEADER } from '@runstead/ui-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './problem';

const READS = new Set(['GET', 'HEAD']);

/** Who sends a request: by the `Authorization` header of a script, or by the cookie of a browser. */
@Injectable()
export class Credentials {
  private readonly secure: boolean;
  private readonly cookieName: string;

  constructor(
    private readonly authentication: Authentication,
    settings: ServerSettings,
  ) {
    this.secure = settings.publicUrl.startsWith('https:');
    // The prefix makes browsers refuse the cookie unless it is secure, of this host and for every path.
    this.cookieName = this.secure ? '__Host-runstead_session' : 'runstead_session';
  }

  /**
   * Null when nobody is signed in; a wrong key is nobody, also beside a good cookie. A state change by cookie needs the
   * header that a foreign page cannot set; throws `ProblemError` 403 without it.
   */
  async of(request: FastifyRequest): Promise<Principal | null> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.authentication.byAuthorizationHeader(authorization);
    const token = this.sessionToken(request);
    const principal = token === null ? null : await this.authentication.bySession(token);
    if (principal && !READS.has(request.method) && !request.headers[CSRF_HEADER])
      throw new ProblemError(403, 'csrf', 'Not allowed', `A change by a browser session needs the header ${CSRF_HEADER}.`);
    return principal;
  }

  sessionToken(request: FastifyRequest): string | null {
    return fastifyCookie.parse(request.headers.cookie ?? '')[this.cookieName] ?? null;
  }

  /** `expiresAt` in milliseconds since the epoch. */
  setSession(reply: FastifyReply, token: string, expiresAt: number): void {
    this.setCookie(reply, token, new Date(expiresAt));
  }

  dropSession(reply: FastifyReply): void {
    this.setCookie(reply, '', new Date(0));
  }

  private setCookie(reply: FastifyReply, value: string, expires: Date): void {
    void reply.header(
      'set-cookie',
      fastifyCookie.serialize(this.cookieName, value, { httpOnly: true, sameSite: 'lax', secure: this.secure, path: '/', expires }),
    );
  }
}
