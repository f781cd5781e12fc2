import { NOTHING, type RunFilter } from '@runstead/run-queries';
import fc from 'fast-check';
import { Refusal } from '../graphql/refusal';
import { parseRunFilter } from './parse-run-filter';
import { parseRunOrder } from './parse-run-order';

const parsed = (filter: unknown): RunFilter => parseRunFilter(JSON.stringify(filter));
const one = (filter: unknown): unknown => {
  let told: RunFilter = parsed(filter);
  while ('all' in told && told.all.length === 1) told = told.all[0]!;
  return told;
};

describe('filters of the public API', () => {
  it.each([undefined, null, '', '{}', ' { } ', 'null'])('%j is everything', (text) => {
    expect(parseRunFilter(text)).toEqual({ all: [] });
  });

  it.each<[unknown, unknown]>([
    [{ state: 'finished' }, { field: { of: 'text', name: 'state' }, test: { is: 'equal', value: 'finished' } }],
    [{ display_name: { $regex: '^a' } }, { field: { of: 'text', name: 'displayName' }, test: { is: 'matches', pattern: '^a' } }],
    [{ notes: { $regex: 'a', $options: 'i' } }, { field: { of: 'text', name: 'notes' }, test: { is: 'matches', pattern: '(?i)a' } }],
    [{ 'summary_metrics.loss': { $lt: 0.5 } }, { field: { of: 'summary', key: 'loss' }, test: { is: 'less', value: 0.5 } }],
    [{ 'config.lr': 1 }, { field: { of: 'config', key: 'lr' }, test: { is: 'equal', value: 1 } }],
    [{ _step: { $gte: 5 } }, { field: { of: 'summary', key: '_step' }, test: { is: 'at least', value: 5 } }],
    [
      { createdAt: { $gt: '2026-01-01T00:00:00' } },
      { field: { of: 'time', name: 'createdAt' }, test: { is: 'greater', value: Date.UTC(2026, 0, 1) } },
    ],
    [
      { created_at: { $lte: '2026-01-01T02:00:00+02:00' } },
      { field: { of: 'time', name: 'createdAt' }, test: { is: 'at most', value: Date.UTC(2026, 0, 1) } },
    ],
    [{ tags: { $ne: 'x' } }, { not: { field: { of: 'tags' }, test: { is: 'equal', value: 'x' } } }],
    [{ 'tags.x': true }, { field: { of: 'tags' }, test: { is: 'equal', value: 'x' } }],
    [{ 'keys_info.keys.loss': { $exists: true } }, { field: { of: 'metric', key: 'loss' }, test: { is: 'exists' } }],
    [{ $or: [{ name: 'a' }, { name: 'b' }] }, { field: { of: 'text', name: 'name' }, test: { is: 'one of', values: ['a', 'b'] } }],
    [{ nowhere: 1 }, NOTHING],
    [{ duration: { $gt: 10 } }, { field: { of: 'runtime' }, test: { is: 'greater', value: 10 } }],
  ])('reads %j', (filter, told) => {
    expect(one(filter)).toEqual(told);
  });

  it('takes missing for null', () => {
    const field = { of: 'text', name: 'sweep' };
    expect(one({ sweep: null })).toEqual({
      any: [{ not: { field, test: { is: 'exists' } } }, { field, test: { is: 'equal', value: null } }],
    });
  });

  it('takes `value` for the wrapper of an entry, unless the entry has such a member', () => {
    const [inner, entry] = ['lr.value', 'lr'].map((key) => ({ of: 'config', key }));
    const has = { field: inner, test: { is: 'exists' } };
    const equal = (field: unknown) => ({ all: [{ field, test: { is: 'equal', value: 1 } }] });
    expect(one({ 'config.lr.value': 1 })).toEqual({ any: [{ all: [has, equal(inner)] }, { all: [{ not: has }, equal(entry)] }] });
  });

  it.each<[string, RegExp]>([
    ['{"a":', /not JSON/],
    ['[]', /JSON object/],
    ['{"$and":{}}', /takes a list/],
    ['{"state":{"$where":"1"}}', /unknown operator "\$where"/],
    ['{"nowhere":{"$where":"1"}}', /unknown operator "\$where"/],
    ['{"$expr":[]}', /unknown operator "\$expr"/],
    ['{"state":{"$in":"x"}}', /takes a list/],
    ['{"state":{"$regex":"("}}', /Not a valid pattern/],
    [JSON.stringify({ state: { $regex: 'a'.repeat(201) } }), /200 characters/],
    ['{"state":{"$regex":"a","$options":"x"}}', /options/],
    ['{"$not":'.repeat(20) + '{}' + '}'.repeat(20), /10 levels/],
    ['{"state":' + '{"$not":'.repeat(20) + '{"$eq":1}' + '}'.repeat(21), /10 levels/],
    [JSON.stringify({ $and: Array.from({ length: 150 }, () => ({ state: 'x' })) }), /200 conditions/],
    [JSON.stringify({ state: { $in: Array.from({ length: 10_001 }, String) } }), /10000 values/],
    ['{"$not":'.repeat(100_000), /nested|not JSON/],
  ])('refuses %.60s', (text, reason) => {
    expect(() => parseRunFilter(text)).toThrow(reason);
    expect(() => parseRunFilter(text)).toThrow(Refusal);
  });

  it('takes thousands of names, as the client asks for the runs of a sweep', () => {
    expect(() => parsed({ $or: Array.from({ length: 5_000 }, (_, n) => ({ name: `r${n}` })) })).not.toThrow();
  });

  it('never fails otherwise, whatever it is given', () => {
    const key = fc.constantFrom(
      '$and',
      '$or',
      '$nor',
      '$not',
      '$in',
      '$regex',
      '$exists',
      '$eq',
      'state',
      'tags',
      'tags.a',
      'config.a.value',
      'createdAt',
      '__proto__',
      "'; --",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 6 }, fc.jsonValue(), fc.dictionary(key, tie('tree'), { noNullPrototype: true }), fc.array(tie('tree'))),
    }));
    fc.assert(
      fc.property(tree, (document) => {
        try {
          parseRunFilter(JSON.stringify(document));
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('orders of the public API', () => {
  it.each([
    [undefined, { field: { of: 'time', name: 'createdAt' }, descending: false }],
    ['-created_at', { field: { of: 'time', name: 'createdAt' }, descending: true }],
    ['+summary_metrics.loss', { field: { of: 'summary', key: 'loss' }, descending: false }],
    ['-config.lr.value', { field: { of: 'config', key: 'lr' }, descending: true }],
    ['config.lr', { field: { of: 'config', key: 'lr' }, descending: false }],
    ['-heartbeatAt', { field: { of: 'time', name: 'updatedAt' }, descending: true }],
  ])('reads %j', (order, key) => {
    expect(parseRunOrder(order)).toEqual([key]);
  });

  it.each(['nowhere', '-', '+-created_at', 'created_at; DROP TABLE runs', 'keys_info.keys.a'])('refuses %j', (order) => {
    expect(() => parseRunOrder(order)).toThrow(Refusal);
  });
});
