import type { Collection } from '@runstead/artifacts';
import { Refusal } from '../graphql/refusal';

type Test = (collection: Collection) => boolean;
type Value = string | number | readonly string[] | null;

const MOST_NESTED = 20;
const MOST_TEXT = 20_000;
const FIELDS: Readonly<Record<string, (collection: Collection) => Value>> = {
  name: ({ name }) => name,
  description: ({ description }) => description,
  tags: ({ tags }) => tags,
  createdAt: ({ createdAt }) => createdAt,
  created_at: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  updated_at: ({ updatedAt }) => updatedAt,
};

/** The filter language of collections (protocol, artifacts 5; public API 7.1). Unknown keys match nothing; throws 400 for a document that is none. */
export function parseCollectionFilter(text: string | null | undefined): Test {
  if (!text || text.trim() === 'null') return () => true;
  if (text.length > MOST_TEXT) throw new Refusal(400, 'The filter is too long.');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The filter is not JSON.');
  }
  return all(document, 0);
}

function all(document: unknown, depth: number): Test {
  if (depth > MOST_NESTED) throw new Refusal(400, `The filter is nested more than ${MOST_NESTED} deep.`);
  const tests = entriesOf(document).map(([key, value]) => clause(key, value, depth));
  return (collection) => tests.every((test) => test(collection));
}

function clause(key: string, value: unknown, depth: number): Test {
  switch (key) {
    case '$and':
      return every(listOf(value).map((one) => all(one, depth + 1)));
    case '$or':
      return some(listOf(value).map((one) => all(one, depth + 1)));
    case '$nor':
      return not(some(listOf(value).map((one) => all(one, depth + 1))));
    case '$not':
      return not(all(value, depth + 1));
  }
  if (key.startsWith('$')) throw new Refusal(400, `The filter has an unknown operator "${key.slice(0, 50)}".`);
  const field = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
  const matches = condition(value, depth);
  return (collection) => field !== undefined && matches(field(collection));
}

function condition(value: unknown, depth: number): (found: Value) => boolean {
  if (depth > MOST_NESTED) throw new Refusal(400, `The filter is nested more than ${MOST_NESTED} deep.`);
  const operators = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  if (operators === null) return (found) => equals(found, value);
  const tests = operators.map(([name, operand]) => operator(name, operand, depth));
  return (found) => tests.every((test) => test(found));
}

function operator(name: string, operand: unknown, depth: number): (found: Value) => boolean {
  switch (name) {
    case '$eq':
      return (found) => equals(found, operand);
    case '$ne':
      return (found) => !equals(found, operand);
    case '$in':
      return (found) => listOf(operand).some((one) => equals(found, one));
    case '$nin':
      return (found) => !listOf(operand).some((one) => equals(found, one));
    case '$exists':
      return (found) => (found !== null) === (operand === true);
    case '$gt':
      return (found) => compare(found, operand, (order) => order > 0);
    case '$gte':
      return (found) => compare(found, operand, (order) => order >= 0);
    case '$lt':
      return (found) => compare(found, operand, (order) => order < 0);
    case '$lte':
      return (found) => compare(found, operand, (order) => order <= 0);
    case '$regex':
      return matching(pattern(operand));
    case '$not': {
      const inner = condition(operand, depth + 1);
      return (found) => !inner(found);
    }
  }
  throw new Refusal(400, `The filter has an unknown operator "${name.slice(0, 50)}".`);
}

/** A list has a value when any of its elements equals it. */
function equals(found: Value, wanted: unknown): boolean {
  if (Array.isArray(found)) return wanted === null ? found.length === 0 : found.some((one) => one === wanted);
  if (typeof found === 'number') return found === numberOf(wanted);
  return found === wanted;
}

function compare(found: Value, wanted: unknown, holds: (order: number) => boolean): boolean {
  if (typeof found === 'number') {
    const time = numberOf(wanted);
    return time !== null && holds(found - time);
  }
  return typeof found === 'string' && typeof wanted === 'string' && holds(found < wanted ? -1 : found > wanted ? 1 : 0);
}

/** Times come as ISO text. */
function numberOf(wanted: unknown): number | null {
  const time = typeof wanted === 'number' ? wanted : typeof wanted === 'string' ? Date.parse(wanted) : NaN;
  return Number.isNaN(time) ? null : time;
}

function matching(test: RegExp): (found: Value) => boolean {
  return (found) => (Array.isArray(found) ? found.some((one) => test.test(one)) : typeof found === 'string' && test.test(found));
}

/**
 * Plain characters, `^`, `$`, `.`, `.*` and escapes of punctuation: what names are searched by. JavaScript's engine can
 * be made to run for ever by more than that.
 */
function pattern(operand: unknown): RegExp {
  const plain = /^\^?(?:[\w \-/:,=@#%&~<>'"!;\u0080-\uffff]|\\[^\w\s]|\.\*?)*\$?$/u;
  if (typeof operand !== 'string' || operand.length > 128 || !plain.test(operand) || operand.split('.*').length > 4)
    throw new Refusal(400, 'A regular expression on collections may have plain characters, "^", "$", "." and up to three ".*".');
  return new RegExp(operand);
}

function entriesOf(document: unknown): [string, unknown][] {
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return Object.entries(document);
  throw new Refusal(400, 'A filter is a JSON object.');
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Refusal(400, 'An operator of the filter needs a list.');
}

function every(tests: readonly Test[]): Test {
  return (collection) => tests.every((test) => test(collection));
}

function some(tests: readonly Test[]): Test {
  return (collection) => tests.some((test) => test(collection));
}

function not(test: Test): Test {
  return (collection) => !test(collection);
}

const ORDER = /^([+-]?)(name|createdAt|created_at|updatedAt|updated_at)$/;

/** `[+|-]key`; null when none is asked for: newest first. Throws 400 for another key. */
export function parseCollectionOrder(text: string | null | undefined): ((a: Collection, b: Collection) => number) | null {
  if (!text) return null;
  const [, sign, key] = ORDER.exec(text.trim()) ?? [];
  const field = key === undefined ? undefined : FIELDS[key];
  if (!field) throw new Refusal(400, `This server does not order collections by "${text.slice(0, 100)}".`);
  const way = sign === '-' ? -1 : 1;
  return (a, b) => {
    const [left, right] = [field(a) ?? '', field(b) ?? ''];
    return (left < right ? -1 : left > right ? 1 : BigInt(a.collectionId) < BigInt(b.collectionId) ? -1 : 1) * way;
  };
}
