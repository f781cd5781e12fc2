import { comparedRows } from './compared-rows';

describe('two documents key by key', () => {
  it('tells what is equal, what differs and what only one has', () => {
    const mine = { lr: 0.1, optimizer: { name: 'adam', betas: [0.9, 0.99] }, only: null };
    const theirs = { optimizer: { betas: [0.9, 0.99], name: 'sgd' }, lr: 0.1, added: 'NaN' };
    expect(comparedRows(mine, theirs).map(({ name, mine: a, theirs: b, differs }) => [name, a, b, differs])).toEqual([
      ['lr', 0.1, 0.1, false],
      ['optimizer.name', 'adam', 'sgd', true],
      ['optimizer.betas', [0.9, 0.99], [0.9, 0.99], false],
      ['only', null, undefined, true],
      ['added', undefined, 'NaN', true],
    ]);
  });

  it('does not mind the order of keys inside a value, but that of lists, and types', () => {
    const image = (more: object) => ({ _type: 'image-file', ...more });
    const differs = (a: unknown, b: unknown): boolean | undefined => comparedRows({ k: a }, { k: b })[0]?.differs;
    expect(differs(image({ path: 'p', width: 1 }), { width: 1, path: 'p', _type: 'image-file' })).toBe(false);
    expect(differs([1, 2], [2, 1])).toBe(true);
    expect(differs(1, '1')).toBe(true);
    expect(differs({}, [])).toBe(true);
  });

  it('does not mix up a key with dots and a nested one', () => {
    expect(comparedRows({ 'a.b': 1 }, { a: { b: 1 } }).map(({ differs }) => differs)).toEqual([true, true]);
  });
});
