import { Turns } from './turns';

it('lets so many go on at once, in their order, also when one fails', async () => {
  const turns = new Turns(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const works = [0, 1, 2, 3, 4].map((number) =>
    turns.take(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => (ends[number] = resolve));
      if (number === 1) throw new Error('fails');
      return number;
    }),
  );
  const settled = Promise.allSettled(works);
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  await turn();
  expect(begun).toEqual([0, 1]);
  ends[1]!();
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]!();
  ends[2]!();
  await turn();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  ends[3]!();
  ends[4]!();
  expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
