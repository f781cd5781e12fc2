import type { Ids } from '@runstead/run-domain';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Eight lower-case letters and digits, as the client names runs and sweeps (sweeps protocol 2). */
export function newName(ids: Ids): string {
  return Array.from(Buffer.from(ids.secret(8), 'hex'), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
