import { isJsonObject, parseJson, stringifyJson, type JsonObject, type JsonValue } from '@runstead/run-domain';
import {
  checkedPattern,
  EVERYTHING,
  FilterRefusedError,
  NOTHING,
  type RunField,
  type RunFilter,
  type RunTest,
  type Scalar,
} from '@runstead/run-queries';
import { Refusal } from '../graphql/refusal';
import { fieldsOfKey, tagOfKey } from './run-key';

const MOST_LEVELS = 10;
const MOST_NODES = 200;
const MOST_VALUES = 10_000;
const LONGEST_TEXT = 1_000_000;

const COMPARISONS: Readonly<Record<string, 'less' | 'at most' | 'greater' | 'at least'>> = {
  $lt: 'less',
  $lte: 'at most',
  $gt: 'greater',
  $gte: 'at least',
};

/**
 * `filters` of `runs` and `runCount` (public API 7.1) as a tree. Keys that there are not match nothing; an operator that there
 * is not, and a document that is too deep or too large, are refused with a sentence.
 */
export function parseRunFilter(text: string | null | undefined): RunFilter {
  if (!text) return EVERYTHING;
  if (text.length > LONGEST_TEXT) throw new Refusal(400, 'The filter is too long.');
  let document: JsonValue;
  try {
    document = parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(400, `The filter is not JSON: ${error.message}`);
  }
  if (document === null) return EVERYTHING;
  try {
    return new Parser().clauses(document, 1);
  } catch (error) {
    if (error instanceof FilterRefusedError) throw new Refusal(400, `${error.message}.`);
    throw error;
  }
}

function refused(message: string): FilterRefusedError {
  return new FilterRefusedError(message);
}

class Parser {
  private nodes = 0;
  private values = 0;

  /** Clauses of an object are joined with AND. */
  clauses(document: JsonValue, level: number): RunFilter {
    this.enter(level);
    if (!isJsonObject(document)) throw refused('A filter is a JSON object');
    return { all: Object.entries(document).map(([key, value]) => this.clause(key, value, level)) };
  }

  private clause(key: string, value: JsonValue, level: number): RunFilter {
    switch (key) {
      case '$and':
        return { all: this.list(key, value).map((member) => this.clauses(member, level + 1)) };
      case '$or':
        return this.anyOf(this.list(key, value), level);
      case '$nor':
        return { not: this.anyOf(this.list(key, value), level) };
      case '$not':
        return { not: this.clauses(value, level + 1) };
      default:
        if (key.startsWith('$')) throw refused(`The filter has an unknown operator "${key.slice(0, 100)}"`);
        return this.predicate(key, value, level);
    }
  }

  /** The client asks for many runs by `{"$or":[{"name":…},…]}`: such a list is one condition. */
  private anyOf(members: readonly JsonValue[], level: number): RunFilter {
    const names = members.map((member) => (isJsonObject(member) && Object.keys(member).length === 1 ? member['name'] : undefined));
    if (names.length > 1 && names.every((name) => typeof name === 'string')) return this.predicate('name', { $in: names }, level);
    return { any: members.map((member) => this.clauses(member, level + 1)) };
  }

  private predicate(key: string, value: JsonValue, level: number): RunFilter {
    const operators = isJsonObject(value) && Object.keys(value).some((name) => name.startsWith('$')) ? value : { $eq: value };
    const tag = tagOfKey(key);
    if (tag !== null) return this.tag(tag, operators);
    const fields = fieldsOfKey(key);
    // Operators are read even for a key that there is not: a mistake in them is still told.
    const before = this.nodes;
    const [first, second] = fields.map((field) => {
      // The second is another reading of the same text.
      this.nodes = before;
      return this.operators(field, operators, level);
    });
    if (!first) {
      this.operators({ of: 'tags' }, operators, level);
      return NOTHING;
    }
    if (!second) return first;
    const has: RunFilter = { field: fields[0]!, test: { is: 'exists' } };
    return {
      any: [{ all: [has, first] }, { all: [{ not: has }, second] }],
    };
  }

  /** `tags.<name>` of report filters: true or `$exists`. */
  private tag(name: string, operators: JsonObject): RunFilter {
    const has: RunFilter = { field: { of: 'tags' }, test: { is: 'equal', value: name } };
    const [[operator, value] = ['', null]] = Object.entries(operators);
    if (operator === '$exists' || operator === '$eq') return value === false || value === null ? { not: has } : has;
    throw refused(`The filter has an unknown operator "${operator.slice(0, 100)}" for a tag`);
  }

  private operators(field: RunField, operators: JsonObject, level: number): RunFilter {
    const { $options: options, ...others } = operators;
    return { all: Object.entries(others).map(([operator, value]) => this.operator(field, operator, value, options, level)) };
  }

  private operator(field: RunField, operator: string, value: JsonValue, options: JsonValue | undefined, level: number): RunFilter {
    this.enter(level);
    const is = (test: RunTest): RunFilter => ({ field, test });
    switch (operator) {
      case '$eq':
        return this.equal(field, value);
      case '$ne':
        return { not: this.equal(field, value) };
      case '$in':
        return this.oneOf(field, this.list(operator, value));
      case '$nin':
        return { not: this.oneOf(field, this.list(operator, value)) };
      case '$exists':
        return value === false ? { not: is({ is: 'exists' }) } : is({ is: 'exists' });
      case '$regex':
        return is({ is: 'matches', pattern: pattern(value, options) });
      case '$not':
        if (!isJsonObject(value)) throw refused('"$not" takes operators');
        return { not: this.operators(field, value, level + 1) };
      default: {
        const comparison = COMPARISONS[operator];
        if (!comparison) throw refused(`The filter has an unknown operator "${operator.slice(0, 100)}"`);
        const limit = scalar(field, value);
        return typeof limit === 'number' || typeof limit === 'string' ? is({ is: comparison, value: limit }) : NOTHING;
      }
    }
  }

  /** Missing is null. */
  private equal(field: RunField, value: JsonValue): RunFilter {
    if (Array.isArray(value) && field.of === 'tags') {
      const texts = (value as readonly JsonValue[]).filter((tag) => typeof tag === 'string');
      return texts.length === value.length ? { field, test: { is: 'exactly', texts } } : NOTHING;
    }
    const same: RunFilter = { field, test: { is: 'equal', value: scalar(field, value) } };
    return value === null ? { any: [{ not: { field, test: { is: 'exists' } } }, same] } : same;
  }

  private oneOf(field: RunField, values: readonly JsonValue[]): RunFilter {
    this.values += values.length;
    if (this.values > MOST_VALUES) throw refused(`A filter has at most ${MOST_VALUES} values`);
    const told: RunFilter = { field, test: { is: 'one of', values: values.map((value) => scalar(field, value)) } };
    return values.includes(null) ? { any: [{ not: { field, test: { is: 'exists' } } }, told] } : told;
  }

  private list(operator: string, value: JsonValue): readonly JsonValue[] {
    if (!Array.isArray(value)) throw refused(`"${operator}" takes a list`);
    return value as readonly JsonValue[];
  }

  private enter(level: number): void {
    this.nodes += 1;
    if (level > MOST_LEVELS) throw refused(`A filter has at most ${MOST_LEVELS} levels`);
    if (this.nodes > MOST_NODES) throw refused(`A filter has at most ${MOST_NODES} conditions`);
  }
}

/** A value in the type of the field: times are instants, written as ISO text; without a zone they are UTC. */
function scalar(field: RunField, value: JsonValue): Scalar {
  if (field.of === 'time' && typeof value === 'string') return instant(value);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' && value !== null ? { json: stringifyJson(value) } : value;
}

function instant(text: string): Scalar {
  const zoned = /^\d{4}-\d\d-\d\d$|(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const time = Date.parse(zoned ? text : `${text}Z`);
  return Number.isNaN(time) ? text : time;
}

function pattern(value: JsonValue, options: JsonValue | undefined): string {
  if (typeof value !== 'string') throw refused('"$regex" takes a text');
  if (options !== undefined && (typeof options !== 'string' || !/^[ims]*$/.test(options))) throw refused('"$options" are of i, m and s');
  const checked = checkedPattern(value);
  return typeof options === 'string' && options !== '' ? `(?${options})${checked}` : checked;
}
