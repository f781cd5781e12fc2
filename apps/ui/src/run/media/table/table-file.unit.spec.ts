import { columnType, orderedRows, readTable, rowsWith } from './table-file';

describe('a logged table', () => {
  it('is read also with bare NaN, which a text may hold too', () => {
    const table = readTable('{"columns":["a",1],"data":[[NaN,"NaN, \\"Infinity\\""],[-Infinity,null]]}');
    expect(table).toEqual({
      columns: ['a', '1'],
      rows: [
        ['NaN', 'NaN, "Infinity"'],
        ['-Infinity', null],
      ],
    });
    for (const text of ['', '[]', '{"columns":[]}', '{"columns":1,"data":[]}']) expect(readTable(text)).toBeNull();
  });

  const rows = [
    [10, 'b'],
    [9, null],
    [null, 'item 10'],
    [2.5, 'item 9'],
    ['NaN', 'a'],
  ];

  it('sorts numbers by size and texts as people read them, missing last either way', () => {
    expect(orderedRows(rows, null)).toEqual([0, 1, 2, 3, 4]);
    expect(orderedRows(rows, { column: 0, descending: false })).toEqual([3, 1, 0, 2, 4]);
    expect(orderedRows(rows, { column: 0, descending: true })).toEqual([0, 1, 3, 2, 4]);
    expect(orderedRows(rows, { column: 1, descending: false })).toEqual([4, 0, 3, 2, 1]);
  });

  it('knows the kind of each column and finds text in any cell', () => {
    expect([0, 1, 2].map((column) => columnType(rows, column))).toEqual(['number', 'text', 'empty']);
    expect(columnType([[null], [{ _type: 'image-file', path: 'x' }]], 0)).toBe('image');
    expect(rowsWith(rows, [0, 2, 3], 'ITEM')).toEqual([2, 3]);
  });
});
