import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeTsv, type ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { ConsoleQueries } from './console.queries';
import { HistoryQueries } from './history.queries';
import { MetricKeyQueries } from './metric-key.queries';

jest.setTimeout(60_000);

const RUN = ((1_790_000_000_000n << 21n) + 5n).toString();
const OTHER = ((1_790_000_000_000n << 21n) + 6n).toString();

describe('reads of lines', () => {
  let folder: string;
  let db: ClickHouse;
  let console_: ConsoleQueries;
  let history: HistoryQueries;
  let keys: MetricKeyQueries;
  let project = 100;
  let record = 0;
  const of = (): string => String(project);

  /** One insert, which is a part of its own; later calls are later in the log. */
  async function logged(lines: readonly (readonly [number, string])[], { run = RUN, writer = '', source = 'history' } = {}): Promise<void> {
    record += 1;
    const body = lines.map(
      ([line, text], place) => `${of()}\t${run}\t${writer}\t0\t${record}\t5\t${line}\t${place}\t${escapeTsv(text)}\t\n`,
    );
    const columns = ['project_id', 'run_id', 'writer', 'partition', 'record', 'time', 'line', 'place', 'row', 'fixed'];
    await db.insertTsv(`incoming_${source}`, columns, Buffer.from(body.join('')));
  }
  async function printed(lines: readonly (readonly [number, string, number?])[], writer = ''): Promise<void> {
    record += 1;
    const body = lines.map(
      ([line, text, ms = 0], place) =>
        `${of()}\t${RUN}\t${writer}\t${record}\t${line}\t${place}\t${ms * 1_000}\tstdout\t\t${escapeTsv(text)}\n`,
    );
    const columns = ['project_id', 'run_id', 'writer', 'record', 'line', 'place', 'micros', 'stream', 'label', 'text'];
    await db.insertTsv('incoming_console', columns, Buffer.from(body.join('')));
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reads-'));
    db = await ChdbClickHouse.open(folder);
    await db.migrate();
    await db.command('SYSTEM STOP MERGES');
    console_ = new ConsoleQueries(db);
    history = new HistoryQueries(db);
    keys = new MetricKeyQueries(db);
  });
  beforeEach(() => {
    project += 1;
  });
  afterAll(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe('ConsoleQueries', () => {
    it('pages from the true start, each line as it was written last', async () => {
      await printed(Array.from({ length: 10 }, (_, line) => [line, `line ${line}`, 1_790_000_000_000.125 + line]));
      await printed([[3, 'line 3 again']]);
      const page = await console_.page(of(), RUN, 3, 3);
      expect(page.total).toBe(10);
      expect(page.lines.map(({ number, text }) => [number, text])).toEqual([
        [3, 'line 2'],
        [4, 'line 3 again'],
        [5, 'line 4'],
      ]);
      expect(page.lines[0]).toMatchObject({ time: 1_790_000_000_002.125, stream: 'stdout', label: '' });
      expect((await console_.last(of(), RUN, 2)).lines.map(({ number }) => number)).toEqual([9, 10]);
      expect((await console_.last(of(), RUN, 100)).lines).toHaveLength(10);
      expect(await console_.page(of(), OTHER, 1, 10)).toEqual({ lines: [], total: 0 });
    });

    it('keeps the numbers of lines when some never came', async () => {
      await printed([
        [0, 'first'],
        [7, 'eighth'],
      ]);
      expect((await console_.page(of(), RUN, 1, 100)).lines.map(({ number }) => number)).toEqual([1, 8]);
      expect(await console_.total(of(), RUN)).toBe(8);
    });

    it('merges several writers by time', async () => {
      await printed(
        [
          [0, 'a0', 10],
          [1, 'a1', 30],
        ],
        'a',
      );
      await printed(
        [
          [0, 'b0', 20],
          [1, 'b1', 40],
        ],
        'b',
      );
      const { lines, total } = await console_.page(of(), RUN, 2, 2);
      expect(lines.map(({ number, text }) => [number, text])).toEqual([
        [2, 'b0'],
        [3, 'a1'],
      ]);
      expect(total).toBe(4);
    });

    it.each([
      ['100%', false, [2]],
      ['a.c', false, []],
      ['a.c', true, [1]],
      ["'; DROP TABLE console_lines; --", false, [3]],
    ])('finds %j (pattern: %s)', async (text, regex, found) => {
      await printed([
        [0, 'abc'],
        [1, '100% \\d'],
        [2, "'; DROP TABLE console_lines; --"],
        [3, 'gone 100%'],
      ]);
      await printed([[3, 'now other']]);
      const { lines } = await console_.search(of(), RUN, text, regex, 1, 10);
      expect(lines.map(({ number }) => number)).toEqual(found);
    });

    it('gives the whole log as text', async () => {
      await printed(Array.from({ length: 25_000 }, (_, line) => [line, `ünï ${line}`]));
      const parts: Buffer[] = [];
      for await (const part of console_.download(of(), RUN)) parts.push(part);
      expect(parts.length).toBeGreaterThan(1);
      expect(Buffer.concat(parts).toString()).toBe(Array.from({ length: 25_000 }, (_, line) => `ünï ${line}\n`).join(''));
    });

    it('gives the whole log across gaps of any length', async () => {
      await printed([
        [3, 'first'],
        [50_000, 'second'],
        [2 ** 35, 'third'],
      ]);
      const parts: Buffer[] = [];
      for await (const part of console_.download(of(), RUN)) parts.push(part);
      expect(Buffer.concat(parts).toString()).toBe('first\nsecond\nthird\n');
    });
  });

  describe('after a rewind', () => {
    const cut = async (beforeRecord: number, step: number): Promise<void> =>
      db.insertTsv(
        'run_cuts',
        ['project_id', 'run_id', 'ver', 'step'],
        Buffer.from(`${of()}\t${RUN}\t${beforeRecord * 2 ** 20}\t${step}\n`),
      );
    const steps = async (): Promise<number[]> => (await history.rows(of(), RUN, { limit: 100 })).map(({ step }) => step);
    const rowAt = (step: number, more = ''): string => `{"a":1${more},"_step":${step}}`;

    it('history and keys show what stays and what is logged again', async () => {
      await logged(Array.from({ length: 10 }, (_, line) => [line, rowAt(line, line > 6 ? ',"late":1,"img":{"_type":"image-file"}' : '')]));
      await logged([[0, rowAt(50, ',"late":2')]], { run: OTHER });
      record += 1;
      await cut(record, 4);
      expect(await steps()).toEqual([0, 1, 2, 3, 4]);
      expect(await history.count(of(), RUN)).toBe(5);
      expect((await history.rowsWithKey(of(), RUN, 'img', { limit: 10 })).map(({ step }) => step)).toEqual([]);
      expect((await keys.ofRun(of(), RUN, 'history')).keys.map(({ key }) => key)).toEqual(['a']);
      expect((await keys.ofProject(of(), 'history')).keys.map(({ key, runs }) => [key, runs])).toEqual([
        ['a', 2],
        ['late', 1],
      ]);
      await logged([
        [2 ** 36 + 5, rowAt(5)],
        [2 ** 36 + 6, rowAt(6, ',"img":{"_type":"image-file"}')],
      ]);
      expect(await steps()).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect((await keys.ofRun(of(), RUN, 'history')).keys.map(({ key }) => key)).toEqual(['a', 'img']);
      record += 1;
      await cut(record, 5);
      expect(await steps()).toEqual([0, 1, 2, 3, 4, 5]);
      record += 1;
      await cut(record, 1);
      expect(await steps()).toEqual([0, 1]);
    });

    it('system rows and console lines are all there', async () => {
      await logged(
        [
          [0, '{"system.cpu":1}'],
          [9, '{"system.cpu":2}'],
        ],
        { source: 'system' },
      );
      await cut(record + 1, 4);
      expect(await history.count(of(), RUN, 'system')).toBe(2);
      await printed([
        [0, 'old 1', 10],
        [1, 'old 2', 20],
      ]);
      await printed([
        [2 ** 36, 'new 1', 30],
        [2 ** 36 + 1, 'new 2', 40],
      ]);
      const { lines, total } = await console_.page(of(), RUN, 2, 2);
      expect(lines.map(({ number, text }) => [number, text])).toEqual([
        [2, 'old 2'],
        [3, 'new 1'],
      ]);
      expect(total).toBe(4);
    });
  });

  describe('HistoryQueries', () => {
    const text = (step: number): string => `{ "v" :${step}.50,"s":"\\t\\\\ 😀","_step":${step}}`;

    it('gives lines byte for byte, each once, the newest version', async () => {
      await logged([0, 1, 2, 3].map((line) => [line, text(line * 10)]));
      await logged([[2, text(25)]]);
      await logged([[9, text(1)]], { run: OTHER });
      const rows = await history.rows(of(), RUN, { limit: 10 });
      expect(rows.map(({ line, step, row }) => [line, step, row])).toEqual([
        [0, 0, text(0)],
        [1, 10, text(10)],
        [2, 25, text(25)],
        [3, 30, text(30)],
      ]);
      expect(rows[0]).toMatchObject({ writer: '', time: 5 });
      expect(await history.count(of(), RUN)).toBe(4);
    });

    it('gives pages by line and by step', async () => {
      await logged(Array.from({ length: 20 }, (_, line) => [line, text(line * 2)]));
      const lines = async (page: Parameters<HistoryQueries['rows']>[2]): Promise<number[]> =>
        (await history.rows(of(), RUN, page)).map(({ line }) => line);
      expect(await lines({ fromLine: 18, limit: 10 })).toEqual([18, 19]);
      expect(await lines({ fromLine: 3, limit: 2 })).toEqual([3, 4]);
      expect(await lines({ minStep: 6, maxStep: 10, limit: 10 })).toEqual([3, 4]);
    });

    it('finds the rows that hold a key', async () => {
      await logged([
        [0, '{"img":{"_type":"image-file"},"_step":4}'],
        [1, '{"v":1,"_step":5}'],
        [2, '{"img":null,"_step":2}'],
      ]);
      expect((await history.rowsWithKey(of(), RUN, 'img', { limit: 10 })).map(({ step }) => step)).toEqual([2, 4]);
      expect(await history.rowsWithKey(of(), RUN, "i') OR 1", { limit: 10 })).toEqual([]);
    });

    it('keeps system rows apart', async () => {
      await logged([[0, '{"system.cpu":1}']], { source: 'system' });
      expect(await history.rows(of(), RUN, { limit: 10 })).toEqual([]);
      expect(await history.rows(of(), RUN, { limit: 10 }, 'system')).toHaveLength(1);
      expect(await history.count(of(), RUN, 'system')).toBe(1);
    });
  });

  describe('MetricKeyQueries', () => {
    it('names each key once, with its kind and in how many runs it is', async () => {
      await logged([[0, '{"loss":1,"s":"x","sometimes":null,"_runtime":1,"_step":0,"_timestamp":1,"_wandb":true}']]);
      await logged([[1, '{"loss":2,"sometimes":3,"_step":1}']]);
      await logged([[0, '{"loss":null,"img":{"_type":"image-file"},"_step":0}']], { run: OTHER });
      await logged([[0, '{"system.cpu":3}']], { source: 'system' });
      expect(await keys.ofProject(of(), 'history')).toEqual({
        keys: [
          { key: 'img', kind: 'image-file', runs: 1 },
          { key: 'loss', kind: 'number', runs: 2 },
          { key: 's', kind: 'string', runs: 1 },
          { key: 'sometimes', kind: 'number', runs: 1 },
        ],
      });
      expect((await keys.ofRun(of(), OTHER, 'history')).keys.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
        'img image-file',
        'loss null',
      ]);
      expect(await keys.ofProject(of(), 'system')).toEqual({ keys: [{ key: 'system.cpu', kind: 'number', runs: 1 }] });
    });
  });
});
