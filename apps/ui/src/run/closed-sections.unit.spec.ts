import { closedHere, closedInAll } from './closed-sections';

it('keeps the closed sections of run pages apart from those of the workspace', () => {
  const all = closedInAll(['train', 'open:System'], ['val', 'train']);
  expect(closedHere(all)).toEqual(['val', 'train']);
  expect(closedInAll(all, [])).toEqual(['train', 'open:System']);
});
