import { BrokenBodies } from './broken-bodies';

describe('BrokenBodies', () => {
  it('gives up at the third identical body of a run', () => {
    const broken = new BrokenBodies();
    const body = Buffer.from('{');
    expect([1, 2, 3, 4].map(() => broken.isHopeless('ana/p/r', body))).toEqual([false, false, true, true]);
    expect(broken.isHopeless('ana/p/other', body)).toBe(false);
    expect(broken.isHopeless('ana/p/r', Buffer.from('{{'))).toBe(false);
  });
});
