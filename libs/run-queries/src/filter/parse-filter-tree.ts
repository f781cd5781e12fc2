import type { RunCondition, RunFilterTree } from '@runstead/ui-contract';
import { parseRunField } from './parse-run-field';
import { checkedPattern } from './pattern';
import { all, any, FilterRefusedError, not, type RunField, type RunFilter, type RunTest, type Scalar } from './run-filter';

const COMPARISONS = { lt: 'less', le: 'at most', gt: 'greater', ge: 'at least', before: 'less', after: 'greater' } as const;

/**
 * The tree of our own API, whose size its schema has bounded. `ne` with a number is a numeric comparison, which never matches
 * what is missing or text; the other negations match whatever their opposite does not, missing values too (UI 5.1.2).
 * Throws `FilterRefusedError`.
 */
export function parseFilterTree(tree: RunFilterTree, now: number): RunFilter {
  if ('and' in tree) return all(tree.and.map((member) => parseFilterTree(member, now)));
  if ('or' in tree) return any(tree.or.map((member) => parseFilterTree(member, now)));
  if ('not' in tree) return not(parseFilterTree(tree.not, now));
  return condition(tree, parseRunField(tree.field), now);
}

function condition(told: RunCondition, field: RunField, now: number): RunFilter {
  const is = (test: RunTest): RunFilter => ({ field, test });
  const { op } = told;
  switch (op) {
    case 'eq':
    case 'has':
      return is({ is: 'equal', value: one(told) });
    case 'ne':
    case 'hasNot': {
      const value = one(told);
      const differs = not(is({ is: 'equal', value }));
      return typeof value === 'number' ? all([is({ is: 'number' }), differs]) : differs;
    }
    case 'in':
    case 'hasAny':
      return is({ is: 'one of', values: list(told) });
    case 'nin':
    case 'hasNone':
      return not(is({ is: 'one of', values: list(told) }));
    case 'contains':
      return is({ is: 'contains', text: textOf(told) });
    case 'matches':
      return is({ is: 'matches', pattern: checkedPattern(textOf(told)) });
    case 'notMatches':
      return not(is({ is: 'matches', pattern: checkedPattern(textOf(told)) }));
    case 'exists':
      return is({ is: 'exists' });
    case 'missing':
      return not(is({ is: 'exists' }));
    case 'isTrue':
    case 'isFalse':
      return is({ is: 'equal', value: op === 'isTrue' });
    case 'withinLast':
      return is({ is: 'at least', value: now - numberOf(told) * 1_000 });
    default:
      return is({ is: COMPARISONS[op], value: numberOf(told) });
  }
}

function one({ field, value }: RunCondition): Scalar {
  if (value === undefined || Array.isArray(value)) throw new FilterRefusedError(`${field}: one value is expected`);
  return value as Scalar;
}

function list({ field, value }: RunCondition): readonly Scalar[] {
  if (!Array.isArray(value)) throw new FilterRefusedError(`${field}: a list of values is expected`);
  return value;
}

function textOf({ field, value }: RunCondition): string {
  if (typeof value !== 'string') throw new FilterRefusedError(`${field}: a text is expected`);
  return value;
}

function numberOf({ field, value }: RunCondition): number {
  if (typeof value !== 'number') throw new FilterRefusedError(`${field}: a number is expected`);
  return value;
}
