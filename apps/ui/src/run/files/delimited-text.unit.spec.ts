import { readDelimited } from './delimited-text';

describe('CSV and TSV previews', () => {
  it('reads quotes, doubled quotes, delimiters and line ends inside fields', () => {
    expect(readDelimited('a,b\r\n"x, ""y""","1\n2"\n3,\n', ',')).toEqual({
      header: ['a', 'b'],
      rows: [
        ['x, "y"', '1\n2'],
        ['3', ''],
      ],
      cut: false,
    });
  });

  it('reads tabs, a byte order mark and a last line without an end', () => {
    expect(readDelimited('\ufeffa\tb\n1\t2', '\t')).toEqual({ header: ['a', 'b'], rows: [['1', '2']], cut: false });
  });

  it('stops after the rows asked for and says so', () => {
    const table = readDelimited(`n\n${Array.from({ length: 50 }, (_, i) => i).join('\n')}`, ',', 10);
    expect([table.rows.length, table.cut]).toEqual([10, true]);
    expect(readDelimited('n\n1\n2\n', ',', 2)).toMatchObject({ cut: false });
  });

  it('an empty file is an empty table', () => expect(readDelimited('', ',')).toEqual({ header: [], rows: [], cut: false }));
});
