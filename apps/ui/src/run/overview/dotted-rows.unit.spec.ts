import { dottedRows, forReading } from './dotted-rows';

describe('nested documents as dotted rows', () => {
  it('flattens branches and keeps lists, media and empty objects whole', () => {
    const image = { _type: 'image-file', path: 'media/images/a.png' };
    const rows = dottedRows({ lr: 0.1, optimizer: { name: 'adam', betas: [0.9, 0.999] }, image, nothing: {}, none: null });
    expect(rows.map(({ name, value }) => [name, value])).toEqual([
      ['lr', 0.1],
      ['optimizer.name', 'adam'],
      ['optimizer.betas', [0.9, 0.999]],
      ['image', image],
      ['nothing', {}],
      ['none', null],
    ]);
  });

  it('keeps the real path of keys that hold dots', () => {
    expect(dottedRows({ 'a.b': { c: 1 } })).toEqual([{ name: 'a.b.c', path: ['a.b', 'c'], value: 1 }]);
  });

  it('takes hostile keys for keys', () => {
    const document = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as Record<string, unknown>;
    expect(dottedRows(document).map((row) => row.name)).toEqual(['__proto__.x', 'constructor']);
  });

  it('puts keys in their natural order, nested ones too, and keeps lists as they are', () => {
    const sorted = forReading({ p10: 1, p2: { b: 1, a: [2, 1] }, A: 3 });
    expect(JSON.stringify(sorted)).toBe('{"A":3,"p2":{"a":[2,1],"b":1},"p10":1}');
  });

  it('never shows the internal key, and counters last', () =>
    expect(Object.entries(forReading({ _step: 3, _wandb: {}, loss: 1 }))).toEqual([
      ['loss', 1],
      ['_step', 3],
    ]));
});
