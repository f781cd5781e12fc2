import type { Topic } from '@runstead/run-domain';
import {
  type EventLog,
  type LogPosition,
  type LogRecord,
  LogUnavailableError,
  OffsetOutOfRangeError,
  type StoredRecord,
} from './event-log';

/** A fresh, empty log for one test. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** Closes the log and opens the same data again, as a restart does. */
  reopen(): Promise<EventLog>;
  dispose(): Promise<void>;
}

const AMPLE = { maxRecords: 100_000, maxBytes: 64 * 1024 * 1024 };

/** What every `EventLog` promises; a behaviour that is not here does not exist. */
export function eventLogContract(name: string, makeLog: () => Promise<LogUnderTest>): void {
  describe(`${name} keeps the contract of EventLog`, () => {
    let made: LogUnderTest;
    let log: EventLog;
    beforeEach(async () => {
      made = await makeLog();
      log = made.log;
    });
    afterEach(() => made.dispose());

    describe('append and read', () => appendAndRead(() => log));
    describe('limits and edges of read', () => readLimits(() => log));
    describe('follow', () => follow(() => log));
    describe('share', () => share(() => log));
    describe('life', () => life(() => made));
  });
}

function appendAndRead(current: () => EventLog): void {
  test('gives a position for each record, in the order of the records', async () => {
    const log = current();
    const first = await log.append('run-events', [record('a', '1'), record('a', '2')]);
    const second = await log.append('run-events', [record('a', '3')]);
    const offsets = [...first, ...second].map((position) => position.offset);
    expect(offsets).toHaveLength(3);
    expect([...offsets].sort((a, b) => a - b)).toEqual(offsets);
    expect(new Set(offsets).size).toBe(3);
    const records = await Promise.all([...first, ...second].map((position) => at(log, 'run-events', position)));
    expect(records.map((found) => String(found?.value))).toEqual(['1', '2', '3']);
  });

  test('keeps key, headers and value as they were', async () => {
    const log = current();
    const sent: LogRecord[] = [
      { key: 'run/ü/🚀', headers: { plain: 'x', 'naïve ☃': '“quoted” \\ \n', empty: '', ['__proto__']: 'own' }, value: everyByte() },
      { key: 'empty', headers: {}, value: Buffer.alloc(0) },
      { key: 'large', headers: { n: '1' }, value: Buffer.alloc(900 * 1024, 7) },
    ];
    const positions = await log.append('run-streams', sent);
    for (const [i, position] of positions.entries()) {
      const found = await at(log, 'run-streams', position);
      expect(found).toMatchObject({ topic: 'run-streams', ...position, key: sent[i]?.key });
      expect(Object.entries(found?.headers ?? {})).toEqual(Object.entries(sent[i]?.headers ?? {}));
      expect(found?.value.equals(sent[i]?.value ?? Buffer.from('missing'))).toBe(true);
      expect(found?.appendedAt).toBeGreaterThan(0);
    }
  });

  test('has taken a copy once the append is resolved', async () => {
    const log = current();
    const value = Buffer.from('before');
    const [position] = await log.append('run-events', [{ key: 'k', headers: {}, value }]);
    value.write('after!');
    expect(String((await at(log, 'run-events', position))?.value)).toBe('before');
  });

  test('puts records with the same key into one partition, for ever', async () => {
    const log = current();
    const keys = Array.from({ length: 40 }, (_, i) => `run-${i}`);
    const once = await log.append(
      'run-streams',
      keys.map((key) => record(key, 'one')),
    );
    const again = await log.append(
      'run-streams',
      keys.map((key) => record(key, 'two')),
    );
    expect(again.map((position) => position.partition)).toEqual(once.map((position) => position.partition));
    const count = await log.partitions('run-streams');
    expect(once.every(({ partition }) => partition >= 0 && partition < count)).toBe(true);
  });

  test('stores appends that run side by side exactly once, each in its own order', async () => {
    const log = current();
    const appends = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 1 + (i % 7) }, (_unused, j) => record(`w${i % 5}`, `${i}:${j}`)),
    );
    const positions = await Promise.all(appends.map((records) => log.append('run-streams', records)));
    const stored = new Map((await everything(log, 'run-streams')).map((found) => [place(found), String(found.value)]));
    expect(stored.size).toBe(appends.flat().length);
    for (const [i, given] of positions.entries()) {
      expect(given.map((position) => stored.get(place(position)))).toEqual(appends[i]?.map(({ value }) => String(value)));
      expect(given.map(({ offset }) => offset)).toEqual(given.map(({ offset }) => offset).sort((a, b) => a - b));
    }
  });

  test('reads a partition in the order of its offsets', async () => {
    const log = current();
    for (let i = 0; i < 5; i++) await log.append('run-streams', [record('a', `${i}`), record('b', `${i}`)]);
    for (let partition = 0; partition < (await log.partitions('run-streams')); partition++) {
      const offsets = (await log.read('run-streams', partition, 0, AMPLE)).map(({ offset }) => offset);
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      expect(await log.endOffset('run-streams', partition)).toBe((offsets.at(-1) ?? -1) + 1);
    }
  });

  test('keeps topics apart', async () => {
    const log = current();
    await log.append('run-events', [record('k', 'event')]);
    await log.append('dead-letters', [record('k', 'letter')]);
    expect((await everything(log, 'run-events')).map(({ value }) => String(value))).toEqual(['event']);
    expect((await everything(log, 'dead-letters')).map(({ value }) => String(value))).toEqual(['letter']);
    expect(await everything(log, 'run-streams')).toEqual([]);
  });

  test('takes an append of nothing', async () => {
    expect(await current().append('run-events', [])).toEqual([]);
    expect(await everything(current(), 'run-events')).toEqual([]);
  });

  test('counts the bytes that are not durable yet', async () => {
    const log = current();
    expect(log.waitingBytes()).toBe(0);
    const appended = log.append('run-streams', [{ key: 'k', headers: {}, value: Buffer.alloc(5000) }]);
    expect(log.waitingBytes()).toBeGreaterThanOrEqual(5000);
    await appended;
    expect(log.waitingBytes()).toBe(0);
  });
}

function readLimits(current: () => EventLog): void {
  let partition = 0;
  beforeEach(async () => {
    const values = Array.from({ length: 10 }, (_, i) => ({ key: 'k', headers: {}, value: Buffer.alloc(100, i) }));
    const [first] = await current().append('run-streams', values);
    partition = first?.partition ?? 0;
  });

  const offsets = async (from: number, maxRecords: number, maxBytes: number): Promise<number[]> =>
    (await current().read('run-streams', partition, from, { maxRecords, maxBytes })).map(({ offset }) => offset);

  test('a batch has at most maxRecords records', async () => {
    expect(await offsets(0, 3, 1e6)).toEqual([0, 1, 2]);
    expect(await offsets(8, 3, 1e6)).toEqual([8, 9]);
  });

  test('a batch has at most maxBytes of values', async () => {
    expect(await offsets(0, 100, 350)).toEqual([0, 1, 2]);
    expect(await offsets(2, 100, 200)).toEqual([2, 3]);
  });

  test('one record is returned however large it is', async () => {
    expect(await offsets(4, 100, 1)).toEqual([4]);
  });

  test('the end gives nothing, what lies beyond is an error', async () => {
    expect(await offsets(10, 100, 1e6)).toEqual([]);
    await expect(offsets(11, 100, 1e6)).rejects.toBeInstanceOf(OffsetOutOfRangeError);
    await expect(nextOf(current().follow('run-streams', partition, 11, AMPLE, new AbortController().signal))).rejects.toBeInstanceOf(
      OffsetOutOfRangeError,
    );
  });

  test('a partition that does not exist is an error', async () => {
    const missing = await current().partitions('run-streams');
    await expect(current().read('run-streams', missing, 0, AMPLE)).rejects.toThrow();
    await expect(current().endOffset('run-streams', missing)).rejects.toThrow();
  });
}

function follow(current: () => EventLog): void {
  test('gives what is there, then what comes, in order and once', async () => {
    const log = current();
    const [first] = await log.append('run-streams', [record('k', '0'), record('k', '1')]);
    const stop = new AbortController();
    const seen = collect(log.follow('run-streams', first?.partition ?? 0, 0, AMPLE, stop.signal), 6, stop);
    for (let i = 2; i < 6; i++) await log.append('run-streams', [record('k', String(i))]);
    expect((await seen).map(({ offset, value }) => `${offset}:${String(value)}`)).toEqual(['0:0', '1:1', '2:2', '3:3', '4:4', '5:5']);
  });

  test('starts at the offset that is asked for and keeps the limits', async () => {
    const log = current();
    const [first] = await log.append(
      'run-streams',
      Array.from({ length: 9 }, (_, i) => record('k', String(i))),
    );
    const stop = new AbortController();
    const sizes: number[] = [];
    for await (const batch of log.follow('run-streams', first?.partition ?? 0, 4, { maxRecords: 2, maxBytes: 1e6 }, stop.signal)) {
      sizes.push(batch.length);
      if (batch.at(-1)?.offset === 8) stop.abort();
    }
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('ends when it is aborted, waiting or not begun', async () => {
    const log = current();
    const stop = new AbortController();
    const waiting = nextOf(log.follow('run-events', 0, 0, AMPLE, stop.signal));
    setImmediate(() => stop.abort());
    expect(await waiting).toBeUndefined();
    await log.append('run-events', [record('k', 'there')]);
    expect(await nextOf(log.follow('run-events', 0, 0, AMPLE, stop.signal))).toBeUndefined();
  });

  test('several followers see everything, each at its own pace', async () => {
    const log = current();
    const { partition } = (await log.append('run-streams', [record('k', 'x')]))[0] ?? { partition: 0 };
    const seen = [1, 3, 100].map((maxRecords) => {
      const stop = new AbortController();
      return collect(log.follow('run-streams', partition, 0, { maxRecords, maxBytes: 1e6 }, stop.signal), 30, stop);
    });
    for (let i = 1; i < 30; i++) await log.append('run-streams', [record('k', 'x')]);
    const expected = Array.from({ length: 30 }, (_, i) => i);
    for (const records of await Promise.all(seen)) expect(records.map(({ offset }) => offset)).toEqual(expected);
  });

  test('never shows a record before its append could resolve', async () => {
    const log = current();
    const { partition } = (await log.append('run-streams', [record('k', 'x')]))[0] ?? { partition: 0 };
    const stop = new AbortController();
    const beyond: number[] = [];
    const followed = (async () => {
      for await (const batch of log.follow('run-streams', partition, 0, AMPLE, stop.signal)) {
        const last = batch.at(-1)?.offset ?? 0;
        if (last >= (await log.endOffset('run-streams', partition))) beyond.push(last);
        if (last === 40) stop.abort();
      }
    })();
    for (let i = 0; i < 40; i++) await log.append('run-streams', [record('k', 'x')]);
    await followed;
    expect(beyond).toEqual([]);
  });
}

function share(current: () => EventLog): void {
  test('gives a process that is alone every partition, and ends when it is aborted', async () => {
    const log = current();
    const stop = new AbortController();
    const topics: Topic[] = ['run-events', 'run-streams'];
    const shares: [Topic, readonly number[]][][] = [];
    for await (const partitions of log.share('workers', topics, stop.signal)) {
      shares.push([...partitions]);
      stop.abort();
    }
    const all = async (topic: Topic): Promise<number[]> => Array.from({ length: await log.partitions(topic) }, (_, partition) => partition);
    expect(shares).toEqual([
      [
        ['run-events', await all('run-events')],
        ['run-streams', await all('run-streams')],
      ],
    ]);
    const never: unknown[] = [];
    for await (const partitions of log.share('workers', topics, stop.signal)) never.push(partitions);
    expect(never).toEqual([]);
  });
}

function life(current: () => LogUnderTest): void {
  test('a reopened log has everything and goes on behind it', async () => {
    const before = await current().log.append('run-streams', [record('k', 'one'), record('k', 'two')]);
    const log = await current().reopen();
    expect((await Promise.all(before.map((position) => at(log, 'run-streams', position)))).map((found) => String(found?.value))).toEqual([
      'one',
      'two',
    ]);
    const [after] = await log.append('run-streams', [record('k', 'three')]);
    expect(after).toEqual({ partition: before[1]?.partition, offset: (before[1]?.offset ?? 0) + 1 });
  });

  test('close waits for running appends', async () => {
    const positions = Array.from({ length: 20 }, (_, i) => current().log.append('run-streams', [record('k', `${i}`)]));
    await current().log.close();
    const offsets = (await Promise.all(positions)).flat().map(({ offset }) => offset);
    const stored = await everything(await current().reopen(), 'run-streams');
    expect(stored.map(({ offset }) => offset)).toEqual([...offsets].sort((a, b) => a - b));
  });

  test('a closed log refuses, and may be closed again', async () => {
    const { log } = current();
    const waiting = nextOf(log.follow('run-events', 0, 0, AMPLE, new AbortController().signal));
    const refused = [expect(waiting).rejects.toBeInstanceOf(LogUnavailableError)];
    await log.close();
    await log.close();
    const calls = [
      log.append('run-events', [record('k', 'v')]),
      log.read('run-events', 0, 0, AMPLE),
      log.endOffset('run-events', 0),
      log.partitions('run-events'),
    ];
    for (const call of calls) refused.push(expect(call).rejects.toBeInstanceOf(LogUnavailableError));
    refused.push(
      expect(nextOf(log.follow('run-events', 0, 0, AMPLE, new AbortController().signal))).rejects.toBeInstanceOf(LogUnavailableError),
    );
    await Promise.all(refused);
  });
}

function record(key: string, value: string): LogRecord {
  return { key, headers: { type: 'test' }, value: Buffer.from(value) };
}

function everyByte(): Buffer {
  return Buffer.from(Array.from({ length: 256 }, (_, i) => i));
}

const place = ({ partition, offset }: LogPosition): string => `${partition}/${offset}`;

async function at(log: EventLog, topic: Topic, position: LogPosition | undefined): Promise<StoredRecord | undefined> {
  if (position === undefined) return undefined;
  return (await log.read(topic, position.partition, position.offset, { maxRecords: 1, maxBytes: 1 }))[0];
}

async function everything(log: EventLog, topic: Topic): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let partition = 0; partition < (await log.partitions(topic)); partition++)
    found.push(...(await log.read(topic, partition, 0, AMPLE)));
  return found;
}

/** The first batch; undefined when the log ends the following first. */
async function nextOf(batches: AsyncIterable<StoredRecord[]>): Promise<StoredRecord[] | undefined> {
  for await (const batch of batches) return batch;
  return undefined;
}

/** Follows until `count` records have come, then aborts; resolves when the following has ended. */
async function collect(batches: AsyncIterable<StoredRecord[]>, count: number, stop: AbortController): Promise<StoredRecord[]> {
  const seen: StoredRecord[] = [];
  for await (const batch of batches) {
    seen.push(...batch);
    if (seen.length >= count) stop.abort();
  }
  return seen;
}
