import * as fc from 'fast-check';
import * as fs from 'node:fs/promises';
import type { LogRecord, ReadLimits, StoredRecord } from '../event-log';
import { crashedCopy, extentOf } from './fixtures/crashed-copy';
import type { EmbeddedEventLog, EmbeddedEventLogOptions } from './embedded-event-log';
import { prepareRecord } from './segments/frame';
import { makeDirectory, openLog, readAll } from './fixtures/open-log';

const TOPIC = 'run-streams';

/** What the log must hold: the records in their order, nothing else. */
interface Model {
  readonly records: LogRecord[];
}

class Real {
  private constructor(
    readonly root: string,
    private readonly options: Partial<EmbeddedEventLogOptions>,
    public directory: string,
    public log: EmbeddedEventLog,
  ) {}

  static async make(options: Partial<EmbeddedEventLogOptions>): Promise<Real> {
    const root = await makeDirectory();
    return new Real(root, options, `${root}/0`, await openLog(`${root}/0`, options));
  }

  async reopen(directory = this.directory): Promise<void> {
    await this.log.close();
    this.directory = directory;
    this.log = await openLog(directory, this.options);
  }

  async dispose(): Promise<void> {
    await this.log.close();
    await fs.rm(this.root, { recursive: true });
  }
}

type Command = fc.AsyncCommand<Model, Real>;

/** Appends several batches side by side; the log takes them in the order of the calls. */
class Append implements Command {
  constructor(private readonly batches: LogRecord[][]) {}

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const answers = await Promise.all(this.batches.map((records) => real.log.append(TOPIC, records)));
    const first = model.records.length;
    model.records.push(...this.batches.flat());
    expect(answers.flat()).toEqual(this.batches.flat().map((_, i) => ({ partition: 0, offset: first + i })));
    expect(answers.map((positions) => positions.length)).toEqual(this.batches.map((records) => records.length));
    expect(await real.log.endOffset(TOPIC, 0)).toBe(model.records.length);
  }

  toString = (): string => `append(${this.batches.map((records) => records.length).join(' | ')})`;
}

class Read implements Command {
  constructor(
    private readonly start: number,
    private readonly limits: ReadLimits,
  ) {}

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const from = Math.floor(this.start * model.records.length);
    expectSame(await real.log.read(TOPIC, 0, from, this.limits), expectedBatch(model, from, this.limits), from);
  }

  toString = (): string => `read(from ${this.start}, ${JSON.stringify(this.limits)})`;
}

/** Follows from somewhere to the end, and on over an append that comes while it waits. */
class Follow implements Command {
  constructor(
    private readonly start: number,
    private readonly limits: ReadLimits,
    private readonly coming: LogRecord[],
  ) {}

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const from = Math.floor(this.start * model.records.length);
    const end = model.records.length + this.coming.length;
    const stop = new AbortController();
    const appended = real.log.append(TOPIC, this.coming);
    model.records.push(...this.coming);
    const seen: StoredRecord[] = [];
    if (from === end) stop.abort();
    for await (const batch of real.log.follow(TOPIC, 0, from, this.limits, stop.signal)) {
      expect(batch.length).toBeGreaterThan(0);
      expect(batch.length).toBeLessThanOrEqual(this.limits.maxRecords);
      seen.push(...batch);
      if (seen.length >= end - from) stop.abort();
    }
    await appended;
    expectSame(seen, model.records.slice(from), from);
  }

  toString = (): string => `follow(from ${this.start}, ${JSON.stringify(this.limits)}, ${this.coming.length} coming)`;
}

class Reopen implements Command {
  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    await real.reopen();
    expectSame(await readAll(real.log), model.records, 0);
  }

  toString = (): string => 'reopen';
}

/** A crash while a group is written: all of what was acknowledged is there, then the whole records of the group that got through. */
class Crash implements Command {
  constructor(
    private readonly unfinished: LogRecord[],
    private readonly cut: number,
    private readonly garbage: Buffer,
  ) {}

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const durable = await extentOf(real.directory);
    await real.log.append(TOPIC, this.unfinished);
    const copy = `${real.root}/${Number(real.directory.split('/').at(-1)) + 1}`;
    let left = await crashedCopy(real.directory, copy, durable, this.cut, this.garbage);
    await real.reopen(copy);
    for (const record of this.unfinished) {
      left -= prepareRecord(record).frameBytes;
      if (left < 0) break;
      model.records.push(record);
    }
    expectSame(await readAll(real.log), model.records, 0);
  }

  toString = (): string => `crash(${this.unfinished.length} unfinished, cut ${this.cut}, ${this.garbage.length} bytes of garbage)`;
}

function expectedBatch(model: Model, from: number, { maxRecords, maxBytes }: ReadLimits): LogRecord[] {
  let bytes = 0;
  const rest = model.records.slice(from, from + maxRecords);
  const over = rest.findIndex((record, i) => (bytes += record.value.length) > maxBytes && i > 0);
  return over < 0 ? rest : rest.slice(0, over);
}

function expectSame(found: readonly StoredRecord[], expected: readonly LogRecord[], from: number): void {
  const place = { topic: TOPIC, partition: 0 };
  expect(
    found.map(({ topic, partition, offset, key, headers, value }) => ({
      topic,
      partition,
      offset,
      key,
      headers,
      value: value.toString('hex'),
    })),
  ).toEqual(expected.map(({ value, key, headers }, i) => ({ ...place, offset: from + i, key, headers, value: value.toString('hex') })));
}

const BYTES = (max: number): fc.Arbitrary<Buffer> => fc.uint8Array({ maxLength: max }).map((bytes) => Buffer.from(bytes));
const RECORD: fc.Arbitrary<LogRecord> = fc.record({
  key: fc.string({ maxLength: 8 }),
  headers: fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), { maxKeys: 2 }),
  value: fc.oneof(
    BYTES(60),
    fc.integer({ min: 0, max: 900 }).map((length) => Buffer.alloc(length, length)),
  ),
});
const SOME = (max: number): fc.Arbitrary<LogRecord[]> => fc.array(RECORD, { minLength: 1, maxLength: max });
const FRACTION = fc.double({ min: 0, max: 1, noNaN: true });
const LIMITS = fc.record({ maxRecords: fc.integer({ min: 1, max: 12 }), maxBytes: fc.integer({ min: 1, max: 2000 }) });
const GARBAGE = fc.oneof(
  BYTES(80),
  fc.nat(5000).map((length) => Buffer.alloc(length)),
  fc.constant(Buffer.from([90, 0, 0, 0, 1, 2, 3, 4])),
);
const COMMANDS = [
  fc.array(fc.array(RECORD, { maxLength: 5 }), { minLength: 1, maxLength: 4 }).map((batches) => new Append(batches)),
  fc.tuple(FRACTION, LIMITS).map(([start, limits]) => new Read(start, limits)),
  fc.tuple(FRACTION, LIMITS, fc.array(RECORD, { maxLength: 3 })).map(([start, limits, coming]) => new Follow(start, limits, coming)),
  fc.tuple(SOME(5), FRACTION, GARBAGE).map(([unfinished, cut, garbage]) => new Crash(unfinished, cut, garbage)),
  fc.constant(new Reopen()),
];

describe('the embedded log does what a list in memory does', () => {
  test.each([
    ['in one segment, from disk', { cacheBytes: 0 }],
    ['in many segments, from disk', { cacheBytes: 0, segmentBytes: 1500 }],
    ['in many segments, partly from memory', { cacheBytes: 6000, segmentBytes: 1500 }],
  ])(
    '%s, through crashes',
    async (_name, options) => {
      await fc.assert(
        fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: 20 }), async (commands) => {
          const real = await Real.make(options);
          try {
            await fc.asyncModelRun(() => ({ model: { records: [] as LogRecord[] }, real }), commands);
          } finally {
            await real.dispose();
          }
        }),
        { numRuns: 25 },
      );
    },
    60_000,
  );
});
