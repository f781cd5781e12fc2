import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import type { StoredRecord } from '@runstead/event-log';
import { encodeChunk, encodeLines, type StreamChunk } from '@runstead/run-domain';
import type { ProjectionBatch, ProjectionOutcome } from '../projector';
import { MetricsProjector } from './metrics.projector';
import { SinkCheckpoint } from './sink-checkpoint';

const PROJECT = '17';
const RUN = ((1_790_000_000_000n << 21n) + 5n).toString();
const TIME = 1_790_000_100_000;

interface Written {
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly type?: StreamChunk['type'];
  readonly writer?: string;
  readonly run?: string;
  readonly generation?: number;
  readonly firstStep?: number;
  readonly rewoundTo?: number;
  readonly rowsOnly?: 'row' | 'run';
}

/** Records of a log that begins with `written`. */
function records(written: readonly Written[], from = 0): StoredRecord[] {
  return written.map(({ firstLine, lines, type = 'HistoryAppended', writer = '', run = RUN, generation = 0, ...told }, index) => {
    const counts = { repeated: 0, rewritten: 0, gap: 0, generation, ...told };
    const chunk = { id: `c${from + index}`, type, time: TIME, actor: 'ann', runId: run, projectId: PROJECT, writer, firstLine, ...counts };
    const encoded = encodeChunk({ ...chunk, ...encodeLines(lines) });
    return { ...encoded, topic: 'run-streams', partition: 0, offset: from + index, appendedAt: TIME };
  });
}

function batchOf(all: readonly StoredRecord[]): ProjectionBatch {
  const start = all[0]?.offset ?? 0;
  return { topic: 'run-streams', partition: 0, start, end: start + all.length, records: all };
}

jest.setTimeout(60_000);

describe('MetricsProjector', () => {
  let folder: string;
  let db: ClickHouse;
  let checkpoint: SinkCheckpoint;
  let projector: MetricsProjector;
  const write = (all: readonly StoredRecord[]): Promise<ProjectionOutcome> => projector.write(batchOf(all));
  const points = (run = RUN): Promise<{ key: string; step: string; value: number | string }[]> =>
    db.query(
      `SELECT key, toString(step) AS step, value FROM points FINAL
       JOIN (SELECT DISTINCT key, sipHash64(project_id, key) AS key_id FROM metric_keys) AS k USING key_id
       WHERE run_id = {run:UInt64} ORDER BY points.step, key`,
      { run },
    );
  const rows = (run = RUN): Promise<{ line: string; row: string }[]> =>
    db.query('SELECT line, row FROM history_rows WHERE run_id = {run:UInt64} ORDER BY line, ver DESC LIMIT 1 BY writer, line', { run });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metrics-'));
    db = await ChdbClickHouse.open(folder);
    await db.migrate();
    checkpoint = new SinkCheckpoint(db);
    projector = new MetricsProjector(db, checkpoint);
  });
  beforeEach(async () => {
    for (const table of [
      'points',
      'history_rows',
      'system_points',
      'system_rows',
      'console_lines',
      'metric_keys',
      'unreadable_lines',
      'run_cuts',
    ])
      await db.command(`TRUNCATE TABLE ${table}`);
  });
  afterAll(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps lines byte for byte and makes a point of every number', async () => {
    const lines = [
      '{"loss":0.5,"_step":0,"_timestamp":1.7900001e+09,"_runtime":1.5}',
      '{ "loss": 0.25, "text":"2.5\\t\\\\","ok":true,"_step":3}',
    ];
    const outcome = await write(records([{ firstLine: 0, lines }]));
    expect(outcome).toEqual({ changes: [{ kind: 'history', projectId: PROJECT, runId: RUN, lines: 2 }], deadLetters: [] });
    expect((await rows()).map(({ row }) => row)).toEqual(lines);
    expect(await points()).toEqual([
      { key: '_runtime', step: '0', value: 1.5 },
      { key: 'loss', step: '0', value: 0.5 },
      { key: 'loss', step: '3', value: 0.25 },
    ]);
    const times = await db.query('SELECT DISTINCT step, toUnixTimestamp64Milli(ts) AS ms FROM points ORDER BY step');
    expect(times).toEqual([
      { step: '0', ms: '1790000100000' },
      { step: '3', ms: String(TIME) },
    ]);
  });

  it('keeps the lines of every generation side by side, and where the run was rewound', async () => {
    await write(
      records([
        { firstLine: 0, lines: ['{"a":1,"_step":0}', '{"a":2,"_step":1}'] },
        { firstLine: 1, lines: [], generation: 1, rewoundTo: 0 },
        { firstLine: 1, lines: ['{"a":3,"_step":1}'], generation: 1 },
      ]),
    );
    expect(await rows()).toEqual([
      { line: '0', row: '{"a":1,"_step":0}' },
      { line: '1', row: '{"a":2,"_step":1}' },
      { line: String(2 ** 36 + 1), row: '{"a":3,"_step":1}' },
    ]);
    expect(await db.query('SELECT toString(run_id) AS run, toString(step) AS step, ver FROM run_cuts')).toEqual([
      { run: RUN, step: '0', ver: String(2 ** 20) },
    ]);
  });

  it('keeps rows with too many keys as rows only', async () => {
    const line = '{"a":1,"n":{"b":NaN},"_step":7,"_timestamp":1.7900001e+09}';
    const outcome = await write(
      records([
        { firstLine: 0, lines: [line, '{"a":1', '{"c":2}'], rowsOnly: 'run' },
        { firstLine: 3, lines: ['{"d":3}'] },
      ]),
    );
    expect(outcome.deadLetters.map(({ part }) => part?.line)).toEqual([1]);
    expect((await rows()).map(({ row }) => row)).toEqual([line, '{"c":2}', '{"d":3}']);
    expect(await points()).toEqual([{ key: 'd', step: '3', value: 3 }]);
    expect(await db.query('SELECT key FROM metric_keys')).toEqual([{ key: 'd' }]);
    const [first] = await db.query(
      'SELECT toString(step) AS step, toUnixTimestamp64Milli(ts) AS ms FROM history_rows ORDER BY line LIMIT 1',
    );
    expect(first).toEqual({ step: '7', ms: '1790000100000' });
  });

  it('gives rows of a shared run the step that was counted for them, else those without one the number of their line', async () => {
    await write(
      records([
        { firstLine: 0, lines: ['{"a":1}', '{"a":2}'], writer: 'w1', firstStep: 0 },
        { firstLine: 0, lines: ['{"a":3}', '{"a":NaN}', '{"a":5,"_step":40}'], writer: 'w2', firstStep: 2 },
      ]),
    );
    expect((await points()).map(({ step, value }) => [step, value])).toEqual([
      ['0', 1],
      ['1', 2],
      ['2', 3],
      ['3', 'nan'],
      ['4', 5],
    ]);
    await write(records([{ firstLine: 7, lines: ['{"b":1}'] }], 9));
    expect((await points()).find(({ key }) => key === 'b')).toMatchObject({ step: '7' });
  });

  it.each([
    ...['0', '-1.5e-7', '1.234567e+06', '1e308', '9007199254740993', '18446744073709551615', '18446744073709551616'],
    ...['-9223372036854775808', '-9223372036854775809', '123456789012345678901234567890', '0.1000000000000000055511151231257827'],
    ...['2.2250738585072014e-308', '1e-400', '3.0'],
  ])('stores the number %s as the nearest 64-bit float', async (text) => {
    const line = `{"v":${text},"_step":7}`;
    expect((await write(records([{ firstLine: 0, lines: [line] }]))).deadLetters).toEqual([]);
    expect(await points()).toEqual([{ key: 'v', step: '7', value: Number(text) }]);
    expect((await rows())[0]?.row).toBe(line);
  });

  it.each([
    ['NaN', 'nan'],
    ['Infinity', 'inf'],
    ['-Infinity', '-inf'],
    ['1e400', 'inf'],
    ['-1e400', '-inf'],
  ])('stores %s', async (text, value) => {
    const line = `{"v":${text},"_step":7}`;
    await write(records([{ firstLine: 0, lines: [line] }]));
    expect(await points()).toEqual([{ key: 'v', step: '7', value }]);
    expect((await rows())[0]?.row).toBe(line);
  });

  it.each(['"NaN"', '"Infinity"', '"2.5"', 'true', 'null', '[1,2]', '{"_type":"image-file","size":3}', '""', '"-1"'])(
    'makes no point of %s',
    async (text) => {
      await write(records([{ firstLine: 0, lines: [`{"v":${text},"n":NaN,"_step":7}`] }]));
      expect(await points()).toEqual([{ key: 'n', step: '7', value: 'nan' }]);
    },
  );

  it('takes strange keys, nested objects and a second value for a step', async () => {
    const lines = ['{"__proto__":1,"a":{"b":{"c":2}},"😀 \\"x\\"":3,"tab\\tkey":4,"":5,"_step":1}', '{"__proto__":9,"_step":1}'];
    await write(records([{ firstLine: 0, lines }]));
    expect(await points()).toEqual([
      { key: '', step: '1', value: 5 },
      { key: '__proto__', step: '1', value: 9 },
      { key: 'a.b.c', step: '1', value: 2 },
      { key: 'tab\tkey', step: '1', value: 4 },
      { key: '😀 "x"', step: '1', value: 3 },
    ]);
  });

  it('gives a line without a step its number', async () => {
    await write(records([{ firstLine: 40, lines: ['{"v":1}', '{"v":2,"_step":null}'] }]));
    expect((await points()).map(({ step }) => step)).toEqual(['40', '41']);
  });

  it.each([18, 7, 1])(
    'buries lines that are no JSON objects, one by one, and stores their neighbours (%i lines a record)',
    async (size) => {
      const bad = ['', '[1]', '5', 'hello', '{"v":1,}', '{"v":nan}', '{"v":1} x', '"text"', '{"v":'];
      const lines = bad.flatMap((line, index) => [`{"v":${index},"_step":${index}}`, line]);
      const written: Written[] = [];
      for (let firstLine = 0; firstLine < lines.length; firstLine += size)
        written.push({ firstLine, lines: lines.slice(firstLine, firstLine + size) });
      for (let time = 0; time < 2; time += 1) {
        const { deadLetters } = await write(records(written));
        const buried = deadLetters.map(({ part }) => ({ line: part?.line ?? 0, text: part?.bytes.toString() }));
        expect(buried.sort((a, b) => a.line - b.line)).toEqual(bad.map((text, index) => ({ line: index * 2 + 1, text })));
        expect(deadLetters.every(({ reason }) => reason.length > 0)).toBe(true);
      }
      expect((await points()).map(({ value }) => value)).toEqual(bad.map((_, index) => index));
      expect((await rows()).map(({ line }) => Number(line))).toEqual(bad.map((_, index) => index * 2));
    },
  );

  it('reads what only the tolerant parser can, however the chunk came', async () => {
    const lines = ['{"v":1,"s":"\\ud800","_step":0}', '{"v":2,"s":"a\\nb","_step":1}', '{"v":3,"s":"\u2028","_step":2}'];
    const all = records([{ firstLine: 0, lines: [...lines, '{"v":4,"s":"\ud800","_step":3}'] }]);
    expect(all[0]?.headers['encoding']).toBe('json');
    expect((await write(all)).deadLetters).toEqual([]);
    expect((await points()).map(({ value }) => value)).toEqual([1, 2, 3, 4]);
    expect((await rows()).slice(0, 3).map(({ row }) => row)).toEqual(lines);
  });

  it('shows nothing twice when records come again in other batches', async () => {
    const written = Array.from({ length: 12 }, (_, index) => ({
      firstLine: index * 3,
      lines: [0, 1, 2].map((k) => `{"v":${index * 3 + k},"_step":${index * 3 + k}}`),
    }));
    const all = records(written);
    for (const sizes of [[12], [5, 7], [1, 1, 10], [12]]) {
      let at = 0;
      for (const size of sizes) await write(all.slice(at, (at += size)));
    }
    expect((await points()).map(({ value }) => value)).toEqual(Array.from({ length: 36 }, (_, index) => index));
    expect(await rows()).toHaveLength(36);
  });

  it('lets what is later in the log win: a line sent again, and a second line at one step', async () => {
    const all = records([
      { firstLine: 0, lines: ['{"v":1,"_step":0}', '{"v":2,"_step":1}'] },
      { firstLine: 0, lines: ['{"v":10,"_step":0}'] },
      { firstLine: 2, lines: ['{"v":20,"_step":1}'] },
    ]);
    await write(all);
    await write(all.slice(0, 1));
    expect((await points()).map(({ value }) => value)).toEqual([10, 20]);
    expect((await rows())[0]?.row).toBe('{"v":10,"_step":0}');
  });

  it('notes the keys of a run and what kind of value they have', async () => {
    const image = '{"_type":"image-file","path":"a.png"}';
    const line = `{"n":1,"nan":NaN,"s":"x","b":false,"z":null,"l":[1],"o":{},"img":${image},"deep":{"x":1},"_step":0,"_timestamp":1}`;
    await write(records([{ firstLine: 0, lines: [line, '{"n":"now text","_step":1}'] }]));
    const keys = await db.query<{ key: string; kind: string }>('SELECT key, kind FROM metric_keys FINAL ORDER BY key, kind');
    expect(keys.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      ...['b bool', 'deep.x number', 'img image-file', 'l list', 'n number', 'n string', 'nan number', 'o object', 's string', 'z null'],
    ]);
  });

  it('keeps system metrics and console lines apart from history', async () => {
    const outcome = await write(
      records([
        {
          type: 'SystemMetricsAppended',
          firstLine: 0,
          lines: ['{"_wandb":true,"_timestamp":1790000000.5,"_runtime":15,"system.cpu":3.5}'],
        },
        {
          type: 'OutputAppended',
          firstLine: 4,
          lines: ['2026-03-01T10:20:30.123456 epoch\t1 \\', 'ERROR 2026-03-01T10:20:31.000001 [rank0] boom', 'plain'],
        },
        { type: 'SummaryChanged', firstLine: 0, lines: ['{"loss":1}'] },
      ]),
    );
    expect(outcome.changes).toEqual([
      { kind: 'system', projectId: PROJECT, runId: RUN, lines: 1 },
      { kind: 'console', projectId: PROJECT, runId: RUN, lines: 7 },
    ]);
    expect(await points()).toEqual([]);
    expect(await db.query('SELECT step, value FROM system_points ORDER BY value')).toEqual([
      { step: '0', value: 3.5 },
      { step: '0', value: 15 },
    ]);
    const lines = await db.query('SELECT line, toUnixTimestamp64Micro(ts) AS micros, stream, label, text FROM console_lines ORDER BY line');
    expect(lines).toEqual([
      { line: '4', micros: '1772360430123456', stream: 'stdout', label: '', text: 'epoch\t1 \\' },
      { line: '5', micros: '1772360431000001', stream: 'stderr', label: 'rank0', text: 'boom' },
      { line: '6', micros: '0', stream: 'stdout', label: '', text: 'plain' },
    ]);
  });

  it('tells how far it has come, and buries a record that is no chunk', async () => {
    const [good] = records([{ firstLine: 0, lines: ['{"v":1}'] }], 5);
    const { deadLetters } = await projector.write(batchOf([good!, { ...good!, offset: 6, headers: { type: 'nonsense' } }]));
    expect(deadLetters.map(({ origin }) => origin.offset)).toEqual([6]);
    expect((await checkpoint.all()).get('metrics/run-streams/0')).toBeGreaterThanOrEqual(7);
  });
});
