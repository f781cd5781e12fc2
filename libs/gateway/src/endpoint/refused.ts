import type { AccountRefusal } from '@runstead/accounts';
import { ProblemError } from './problem';

const STATUS: Readonly<Record<AccountRefusal['reason'], number>> = {
  invalid: 400,
  'name-taken': 409,
  'key-taken': 409,
  'last-administrator': 409,
  'unknown-user': 404,
  'unknown-key': 404,
};

/** The problem for a refused account command. */
export function refused({ reason, message }: AccountRefusal): ProblemError {
  return new ProblemError(STATUS[reason], reason, 'Refused', message);
}
