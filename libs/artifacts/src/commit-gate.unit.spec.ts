import { CommitGate } from './commit-gate';

describe('CommitGate', () => {
  it('lets commits overlap, and keeps them and removals apart', async () => {
    const gate = new CommitGate();
    const told: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      told.push(`${name} begins`);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      told.push(`${name} ends`);
    };
    await Promise.all([gate.commit(work('a')), gate.commit(work('b')), gate.remove(work('sweep')), gate.commit(work('c'))]);
    expect(told.slice(0, 2)).toEqual(['a begins', 'b begins']);
    const swept = told.indexOf('sweep begins');
    expect(swept).toBeGreaterThan(told.indexOf('b ends'));
    expect(told[swept + 1]).toBe('sweep ends');
    expect(told.indexOf('c begins')).toBeGreaterThan(swept + 1);
  });

  it('goes on after work that failed', async () => {
    const gate = new CommitGate();
    await expect(gate.commit(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(gate.remove(() => Promise.reject(new Error('neither')))).rejects.toThrow('neither');
    expect(await gate.remove(async () => 'swept')).toBe('swept');
    expect(await gate.commit(async () => 'committed')).toBe('committed');
  });
});
