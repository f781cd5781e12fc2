import { sectionsOfKeys } from './sections-of-keys';

const number = (key: string) => ({ key, kind: 'number', runs: 1 });
const names = (keys: { key: string; kind: string; runs: number }[]) =>
  sectionsOfKeys(keys).map(({ name, panels }) => [name, panels.map(({ id }) => id)]);

test('a section is the text before the first slash, keys without one go to Charts', () => {
  expect(names(['val/loss', 'lr', 'train/a/b', 'train/loss'].map(number))).toEqual([
    ['Charts', ['lr']],
    ['train', ['train/a/b', 'train/loss']],
    ['val', ['val/loss']],
  ]);
});

test('sections and panels stand in natural order', () => {
  expect(names(['layer10/x', 'layer2/x', 'layer2/w10', 'layer2/w9'].map(number))).toEqual([
    ['layer2', ['layer2/w9', 'layer2/w10', 'layer2/x']],
    ['layer10', ['layer10/x']],
  ]);
});

test('internal keys, texts and media get no line plot, a leading slash is no prefix, a key that is both kinds one panel', () => {
  const keys = [
    number('_step'),
    { key: 'note', kind: 'string', runs: 1 },
    { key: 'img', kind: 'image-file', runs: 1 },
    number('/x'),
    number('/x'),
  ];
  expect(names(keys)).toEqual([['Charts', ['/x']]]);
});
