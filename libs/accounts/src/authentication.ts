import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import { SqlPool } from '@runstead/postgres';
import { AccountDirectory } from './account-directory';
import { AccountJournal } from './account-journal';
import { digestOf } from './api-key-text';
import { passwordMatches } from './password';
import type { Principal } from './principal';
import { PrincipalCache } from './principal-cache';

const MAX_SECRET_LENGTH = 4096;
/** How long a request may wait for accounts that are being read from the log. */
const PATIENCE_MS = 5_000;

/**
 * Who is asking. Null means that the secret is not known; an unreachable store is thrown, so that the caller answers
 * 503 and never a 401 that would end a run (protocol 6.4).
 */
@Injectable()
export class Authentication {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly cache: PrincipalCache,
    private readonly pool: SqlPool,
    private readonly clock: Clock,
    private readonly journal: AccountJournal,
  ) {}

  private whole = false;
  private becomingWhole: Promise<void> | null = null;

  async byApiKey(key: string): Promise<Principal | null> {
    if (key === '' || key.length > MAX_SECRET_LENGTH) return null;
    const digest = digestOf(key);
    return this.cache.find(`key:${digest}`, async () => {
      await this.accountsAreWhole();
      const owner = await this.directory.ownerOfKey(digest);
      if (!owner || !equal(owner.sha256, digest)) return null;
      return this.directory.principal(owner.username);
    });
  }

  /** `token` is what `Sessions.start` gave. */
  async bySession(token: string): Promise<Principal | null> {
    if (token === '' || token.length > MAX_SECRET_LENGTH) return null;
    const digest = digestOf(token);
    return this.cache.find(`session:${digest}`, async () => {
      const session = await this.pool.db
        .selectFrom('sessions')
        .select(['username', 'sha256'])
        .where('sha256', '=', digest)
        .where('expires_at', '>', new Date(this.clock.now()))
        .executeTakeFirst();
      return session && equal(session.sha256, digest) ? this.directory.principal(session.username) : null;
    });
  }

  /**
   * After a start the database may be behind the log, above all when it is rebuilt: a key that is not there yet, or a
   * team, must not be answered with 401 or 403, which end runs. Once it has caught up this costs nothing.
   */
  private async accountsAreWhole(): Promise<void> {
    if (this.whole) return;
    this.becomingWhole ??= this.journal.caughtUp(PATIENCE_MS).finally(() => (this.becomingWhole = null));
    await this.becomingWhole;
    this.whole = true;
  }

  /** Basic with any user name and the key as the password (protocol 1.1), or Bearer with the key. */
  async byAuthorizationHeader(header: string | undefined): Promise<Principal | null> {
    const key = keyOfAuthorization(header);
    return key === null ? null : this.byApiKey(key);
  }

  /** Null for an unknown user, one without a password, or a wrong one. */
  async byPassword(username: string, password: string): Promise<Principal | null> {
    const stored = await this.directory.passwordHash(username);
    return stored !== null && (await passwordMatches(password, stored)) ? this.directory.principal(username) : null;
  }
}

/** The key in an `Authorization` header, or null when there is none. */
export function keyOfAuthorization(header: string | undefined): string | null {
  const match = /^\s*(basic|bearer)\s+(\S+)\s*$/i.exec(header ?? '');
  if (!match) return null;
  if (match[1]!.toLowerCase() === 'bearer') return match[2]!;
  const credentials = Buffer.from(match[2]!, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  return colon < 0 ? null : credentials.slice(colon + 1);
}

function equal(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
