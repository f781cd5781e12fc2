import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@runstead/run-domain';
import { SqlPool } from '@runstead/postgres';
import { digestOf } from './api-key-text';
import { PrincipalCache } from './principal-cache';

const VALID_MS = 30 * 24 * 3_600_000;

/**
 * Sessions of browsers: opaque tokens of which only the digest is kept. They are no projection: losing the table
 * signs everybody out and costs nothing else.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly pool: SqlPool,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly cache: PrincipalCache,
  ) {}

  /** `expiresAt` in milliseconds since the epoch. */
  async start(username: string): Promise<{ token: string; expiresAt: number }> {
    const token = this.ids.secret(32);
    const now = this.clock.now();
    const expiresAt = now + VALID_MS;
    await this.pool.db.deleteFrom('sessions').where('expires_at', '<=', new Date(now)).execute();
    await this.pool.db
      .insertInto('sessions')
      .values({ sha256: digestOf(token), username, created_at: new Date(now), expires_at: new Date(expiresAt) })
      .execute();
    return { token, expiresAt };
  }

  async end(token: string): Promise<void> {
    await this.pool.db.deleteFrom('sessions').where('sha256', '=', digestOf(token)).execute();
    this.cache.clear();
  }

  /** Every session of a user, for example when the password changes or the user is removed. */
  async endAll(username: string): Promise<void> {
    await this.pool.db.deleteFrom('sessions').where('username', '=', username).execute();
    this.cache.clear();
  }
}
