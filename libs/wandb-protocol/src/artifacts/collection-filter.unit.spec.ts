import type { Collection } from '@runstead/artifacts';
import { parseCollectionFilter, parseCollectionOrder } from './collection-filter';

const collection = (name: string, more: Partial<Collection> = {}): Collection => ({
  ...{ collectionId: '1', projectId: '1', name, kind: 'sequence', type: 'dataset', description: null, tags: [], nextIndex: 1 },
  ...{ createdAt: Date.parse('2026-02-01T00:00:00Z'), updatedAt: Date.parse('2026-02-02T00:00:00Z'), deleted: false, ...more },
});
const ALL = [collection('alpha', { tags: ['good'] }), collection('beta', { description: 'second' }), collection('alphabet')];
const found = (filter: unknown): string[] => ALL.filter(parseCollectionFilter(JSON.stringify(filter))).map(({ name }) => name);

describe('parseCollectionFilter', () => {
  it.each([
    [{}, ['alpha', 'beta', 'alphabet']],
    [{ name: 'alpha' }, ['alpha']],
    [{ name: { $regex: '^alpha' } }, ['alpha', 'alphabet']],
    [{ name: { $regex: 'a$' } }, ['alpha', 'beta']],
    [{ name: { $in: ['beta', 'x'] } }, ['beta']],
    [{ name: { $ne: 'beta' } }, ['alpha', 'alphabet']],
    [{ tags: 'good' }, ['alpha']],
    [{ tags: { $nin: ['good'] } }, ['beta', 'alphabet']],
    [{ description: { $exists: true } }, ['beta']],
    [{ description: null }, ['alpha', 'alphabet']],
    [{ createdAt: { $gt: '2026-01-31T00:00:00Z' } }, ['alpha', 'beta', 'alphabet']],
    [{ createdAt: { $lt: '2026-01-31T00:00:00Z' } }, []],
    [{ $or: [{ name: 'beta' }, { tags: 'good' }] }, ['alpha', 'beta']],
    [{ $nor: [{ name: 'beta' }] }, ['alpha', 'alphabet']],
    [{ name: { $not: { $regex: 'bet' } } }, ['alpha']],
    [{ nothing: 1 }, []],
    [{ __proto__x: 1, constructor: 'x' }, []],
  ])('%j finds %j', (filter, names) => expect(found(filter)).toEqual(names));

  it.each([
    ['{', 'not JSON'],
    ['[1]', 'JSON object'],
    ['{"name":{"$where":"x"}}', 'unknown operator'],
    ['{"$and":{}}', 'needs a list'],
    ['{"name":{"$regex":"(a+)+$"}}', 'regular expression'],
    [JSON.stringify({ $not: {} }).replace('{}', '{"$not":'.repeat(30) + '{}' + '}'.repeat(30)), 'nested'],
  ])('refuses %s', (filter, words) => expect(() => parseCollectionFilter(filter)).toThrow(words));
});

describe('parseCollectionOrder', () => {
  it('orders by a key, either way', () => {
    expect([...ALL].sort(parseCollectionOrder('name')!).map(({ name }) => name)).toEqual(['alpha', 'alphabet', 'beta']);
    expect([...ALL].sort(parseCollectionOrder('-name')!).map(({ name }) => name)).toEqual(['beta', 'alphabet', 'alpha']);
    expect(parseCollectionOrder(null)).toBeNull();
    expect(() => parseCollectionOrder('size')).toThrow('size');
  });
});
