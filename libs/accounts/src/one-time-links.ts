import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@runstead/run-domain';
import { digestOf } from './api-key-text';

const VALID_MS = 3_600_000;
const MAX_OPEN = 100;

/** Tokens of sign-in links that the server prints. They work once, for an hour, and only in the process that made them. */
@Injectable()
export class OneTimeLinks {
  private readonly open = new Map<string, { readonly username: string; readonly until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  issue(username: string): string {
    const token = this.ids.secret(24);
    const oldest = this.open.keys().next();
    if (this.open.size >= MAX_OPEN && !oldest.done) this.open.delete(oldest.value);
    this.open.set(digestOf(token), { username, until: this.clock.now() + VALID_MS });
    return token;
  }

  /** The user name, or null when the token is unknown, used or too old. */
  redeem(token: string): string | null {
    const digest = digestOf(token);
    const link = this.open.get(digest);
    this.open.delete(digest);
    return link && link.until > this.clock.now() ? link.username : null;
  }
}
