import { Logger } from '@nestjs/common';
import type { ClickHouse } from '@runstead/clickhouse';
import { MOST_KEYS_IN_RUN } from '@runstead/run-domain';
import { RunKeyCounts } from './run-key-counts';

const MEBIBYTE = 1024 * 1024;
const run = { projectId: '1', runId: '2' };

describe('the number of keys of a run', () => {
  let keys: number;
  let asked: number;
  let counts: RunKeyCounts;
  const answered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  async function send(bytes: number): Promise<boolean> {
    const exceeded = counts.exceeded(run, bytes);
    await answered();
    return exceeded;
  }

  beforeEach(() => {
    Logger.overrideLogger(false);
    keys = 10;
    asked = 0;
    const query = async (): Promise<{ keys: number }[]> => {
      asked += 1;
      if (keys < 0) throw new Error('connection refused');
      return [{ keys }];
    };
    counts = new RunKeyCounts({ query } as unknown as ClickHouse);
  });

  it('is asked more and more seldom while no new keys come, and often when they do', async () => {
    for (let sent = 0; sent < 64; sent += 1) await send(MEBIBYTE);
    expect(asked).toBeLessThan(9);
    const before = asked;
    for (let sent = 0; sent < 32; sent += 1) {
      keys += 1_000;
      await send(MEBIBYTE);
    }
    expect(asked - before).toBeGreaterThan(15);
  });

  it('is too large beyond the limit, and stays so', async () => {
    keys = MOST_KEYS_IN_RUN;
    expect([await send(MEBIBYTE), await send(MEBIBYTE)]).toEqual([false, false]);
    keys += 1;
    await send(4 * MEBIBYTE);
    expect([await send(1), await send(1)]).toEqual([true, true]);
    expect(counts.exceeded({ projectId: '1', runId: '3' }, 1)).toBe(false);
  });

  it('finds nobody guilty when the store does not answer', async () => {
    keys = -1;
    expect([await send(MEBIBYTE), await send(MEBIBYTE)]).toEqual([false, false]);
    expect(asked).toBe(2);
  });
});
