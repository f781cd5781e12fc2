/** Why an account command was refused; `message` is a sentence for people. */
export interface AccountRefusal {
  readonly ok: false;
  readonly reason: 'invalid' | 'name-taken' | 'key-taken' | 'unknown-user' | 'unknown-key' | 'last-administrator';
  readonly message: string;
}

/** Data errors are values; an unreachable store is thrown. */
export type AccountOutcome<T> = ({ readonly ok: true } & T) | AccountRefusal;

export function refuse(reason: AccountRefusal['reason'], message: string): AccountRefusal {
  return { ok: false, reason, message };
}
