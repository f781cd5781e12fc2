import { numericMetadata } from './numeric-metadata';

describe('numericMetadata', () => {
  it('finds the numbers of every document under the keys of all', () => {
    const { keys, values } = numericMetadata(['{"rows":3,"name":"x"}', null, '{"loss":0.5,"rows":4}', 'broken', '[1]']);
    expect(keys).toEqual(['rows', 'loss']);
    expect(values.map((map) => [map.get('rows'), map.get('loss')])).toEqual([
      [3, undefined],
      [undefined, undefined],
      [4, 0.5],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
});
