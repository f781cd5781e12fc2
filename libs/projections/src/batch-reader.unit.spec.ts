import type { EventLog, StoredRecord } from '@runstead/event-log';
import { BatchReader } from './batch-reader';
import { ProjectionProgress } from './projection-progress';
import type { Projector } from './projector';

/** A record of one byte that unpacks to `bytes`. */
const packed = (offset: number, bytes: number): StoredRecord => ({
  ...{ topic: 'run-streams', partition: 0, offset, appendedAt: 0, key: '1' },
  headers: { encoding: 'lines+deflate', bytes: String(bytes) },
  value: Buffer.alloc(1),
});

async function sizesOfBatches(bytes: readonly number[], maxBytes: number): Promise<number[][]> {
  const records = bytes.map((size, offset) => packed(offset, size));
  const follow = async function* (): AsyncGenerator<StoredRecord[]> {
    yield records;
  };
  const projector = { limits: { maxRecords: 100, maxBytes }, linger: null } as unknown as Projector;
  const reader = new BatchReader({ follow } as unknown as EventLog, new ProjectionProgress(), projector, 'run-streams', 0);
  const batches: number[][] = [];
  let next = 0;
  for await (const batch of reader.batches(0, new AbortController().signal)) {
    expect(batch.start).toBe(next);
    next = batch.end;
    batches.push(batch.records.map((record) => Number(record.headers['bytes'])));
  }
  expect(next).toBe(records.length);
  return batches;
}

describe('BatchReader', () => {
  it('cuts what was read into batches by what it unpacks to', async () => {
    expect(await sizesOfBatches([40, 50, 20, 100, 300, 10, 10], 100)).toEqual([[40, 50], [20], [100], [300], [10, 10]]);
  });

  it('leaves together what fits', async () => {
    expect(await sizesOfBatches([10, 10, 80], 100)).toEqual([[10, 10, 80]]);
  });

  it.each([
    ['takes what has gathered meanwhile', ['stored', 'stored'], ['stored', 'stored', 'more']],
    ['does not gather when somebody may wait for a record', ['stored', 'committed'], ['stored', 'committed']],
  ])('takes the first records after a pause at once, then %s', async (_, read, expected) => {
    const named = (offset: number, type: string): StoredRecord => ({ ...packed(offset, 1), headers: { type } });
    const follow = async function* (): AsyncGenerator<StoredRecord[]> {
      yield [named(0, 'stored')];
      yield read.map((type, index) => named(index + 1, type));
    };
    const rest = async (): Promise<StoredRecord[]> => [named(read.length + 1, 'more')];
    const linger = { milliseconds: 600_000, belowBytes: 1_000, onlyFor: ({ headers }: StoredRecord) => headers['type'] === 'stored' };
    const projector = { id: 'gathered', limits: { maxRecords: 100, maxBytes: 1_000 }, linger } as unknown as Projector;
    const progress = new ProjectionProgress();
    // Ends the wait as soon as it begins.
    const waiting = progress.waitFor('gathered', 'run-events', 0, 9);
    const reader = new BatchReader({ follow, read: rest } as unknown as EventLog, progress, projector, 'run-events', 0);
    const batches: (string | undefined)[][] = [];
    for await (const batch of reader.batches(0, new AbortController().signal)) {
      batches.push(batch.records.map(({ headers }) => headers['type']));
      if (batches.length === 2) break;
    }
    expect(batches).toEqual([['stored'], expected]);
    progress.committed('gathered', 'run-events', 0, 10);
    expect(await waiting).toBe(true);
  });
});
