import { createHash } from 'node:crypto';
import type { Ids } from '@runstead/run-domain';

/** A prefix without a dash and 40 hex characters: passes the client's own check (protocol 1.2). */
export function newApiKey(ids: Ids): string {
  return `local-${ids.secret(20)}`;
}

/** Keys and tokens are random, so one round of SHA-256 is enough: there is nothing to guess. Lower-case hex. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
