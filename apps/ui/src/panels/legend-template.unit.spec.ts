import { fieldsOfTemplate, filledTemplate } from './legend-template';

const run = { name: 'a1', displayName: 'amber-fox-1' };

test('fills in names and values', () => {
  expect(
    filledTemplate('${run:displayName} lr=${config:optimizer.lr} ${summary:acc}', run, 'loss', {
      'config.optimizer.lr': 0.001,
      'summary.acc': null,
    }),
  ).toBe('amber-fox-1 lr=0.001 —');
});

test('leaves other text alone', () => expect(filledTemplate('$5 {x} ${other:y}', run, 'loss', {})).toBe('$5 {x} ${other:y}'));

test('says which fields it needs', () =>
  expect(fieldsOfTemplate('${config:lr} ${summary:val/acc} ${run:id}')).toEqual(['config.lr', 'summary.val/acc']));
