import { LIMITS } from '@runstead/ui-contract';
import { isPattern } from '../run-search';
import { FilterRefusedError } from './run-filter';

/** A pattern that the engine will take, bounded in length; else a refusal. */
export function checkedPattern(pattern: string): string {
  if (pattern.length > LIMITS.patternLength) throw new FilterRefusedError(`A pattern has at most ${LIMITS.patternLength} characters`);
  if (!isPattern(pattern)) throw new FilterRefusedError('Not a valid pattern');
  return pattern;
}
