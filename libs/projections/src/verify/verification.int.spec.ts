import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { chunk, event, runCreated } from '../fixtures/events';
import type { ProjectionWorld } from '../fixtures/projection-world';
import { WholeProjections, type RunningServer } from '../fixtures/whole-projections';

jest.setTimeout(120_000);

describe('verify', () => {
  let whole: WholeProjections;
  let world: ProjectionWorld;
  let running: RunningServer;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    whole = await WholeProjections.open();
  });
  afterAll(() => whole.close());
  beforeEach(async () => {
    world = await whole.fresh();
    const stored = await whole.objects.put('runs/1/a', Readable.from([Buffer.from('content')]));
    await world.append(
      runCreated('1'),
      runCreated('2'),
      event('RunFileStored', '1', { name: 'a.txt', size: stored.size, md5: stored.md5, objectKey: 'runs/1/a', contentType: 'text/plain' }),
    );
    await world.appendChunks(
      chunk('1', 'HistoryAppended', ['{"a":1}', '{"a":NaN,"t":"tab\\tü\\u0000"}', 'broken', '{"a":2}']),
      chunk('1', 'HistoryAppended', ['{"a":9}', '{"a":3}'], { firstLine: 3 }),
      chunk('1', 'HistoryAppended', ['{"a":5}'], { firstLine: 3, generation: 1 }),
      chunk('1', 'HistoryAppended', ['{"w":1}'], { writer: 'w/x' }),
      chunk('2', 'OutputAppended', ['2026-01-01T00:00:00.000001 hello', 'ERROR 2026-01-01T00:00:00.000001 [x] \t\\', '']),
      chunk('2', 'SystemMetricsAppended', ['{"cpu":1}']),
      chunk('2', 'SummaryChanged', ['{"a":2}']),
    );
    running = await whole.start();
    await running.caughtUp();
  });
  const verify = () => running.verification.verify({ patienceMs: 20_000 });
  const clickHouse = (sql: string): Promise<void> => whole.clickHouse.command(`${sql} SETTINGS mutations_sync = 1`);

  it('finds nothing wrong with what was projected, and says what it has seen', async () => {
    expect(await verify()).toMatchObject({ ok: true, differences: [], differenceCount: 0, records: 7, lines: 10, files: 1, fileBytes: 7 });
  });

  it('finds nothing wrong while runs log', async () => {
    let on = true;
    const logging = (async () => {
      for (let n = 0; on; n += 1) await world.appendChunks(chunk('1', 'HistoryAppended', [`{"n":${n}}`], { firstLine: 5 + n }));
    })();
    const report = await verify();
    on = false;
    await logging;
    expect(report).toMatchObject({ ok: true, differences: [] });
  });

  it('names a line that is missing, one that nobody logged, and one that is another', async () => {
    await clickHouse('ALTER TABLE history_rows DELETE WHERE run_id = 1 AND line = 1');
    await clickHouse("ALTER TABLE history_rows UPDATE row = '{}' WHERE run_id = 1 AND line = 0 AND writer = ''");
    await clickHouse('ALTER TABLE system_rows DELETE WHERE run_id = 2');
    await clickHouse('ALTER TABLE run_values DELETE WHERE run_id = 2');
    await whole.clickHouse.insertTsv(
      'console_lines',
      ['project_id', 'run_id', 'line', 'text', 'ver', 'run_month'],
      Buffer.from('7\t2\t9\tx\t1\t197001\n'),
    );
    const { ok, differences } = await verify();
    expect(ok).toBe(false);
    expect(differences.filter(({ kind }) => kind === 'lines')).toEqual([
      { kind: 'lines', run: 'team/p/run-1', what: 'history_rows: 1 missing (line 1), 1 other than in the log (line 0)' },
      { kind: 'lines', run: 'team/p/run-2', what: 'system_rows: 1 missing (line 0)' },
      { kind: 'lines', run: 'team/p/run-2', what: 'console_lines: 1 not in the log (line 9)' },
    ]);
    // Each is also a difference to what a rebuild gives.
    expect(differences.filter(({ kind }) => kind === 'projection').map(({ what }) => what.split(':')[0])).toEqual([
      ...['console_lines', 'history_rows', 'system_rows', 'run_values'],
    ]);
  });

  it('names points, documents, counters and letters that are not as the log says', async () => {
    await clickHouse('ALTER TABLE points DELETE WHERE run_id = 1 AND step = 3');
    await whole.pool.db.updateTable('runs').set({ state: 'failed' }).where('run_id', '=', '2').execute();
    await whole.pool.db.updateTable('run_streams').set({ lines_logged: 1 }).where('run_id', '=', '1').execute();
    await whole.pool.db.updateTable('run_summaries').set({ summary: '{}' }).execute();
    await whole.pool.db.deleteFrom('dead_letters').execute();
    const { differences } = await verify();
    const tables = differences.filter(({ kind }) => kind === 'projection').map(({ what }) => what.split(':')[0]);
    expect([...new Set(tables)].sort()).toEqual(['dead_letters', 'points', 'run_streams', 'run_summaries', 'run_values', 'runs']);
    expect(differences.find(({ kind }) => kind === 'lines')).toMatchObject({ what: 'history_rows: 1 missing (line 2)' });
  });

  it('names a file whose bytes are others, fewer, or not there', async () => {
    const put = (text: string): Promise<unknown> => whole.objects.put('runs/1/a', Readable.from([Buffer.from(text)]));
    await put('CONTENT');
    expect((await verify()).differences).toMatchObject([
      { kind: 'file', run: 'team/p/run-1', what: expect.stringMatching(/^file a\.txt: has MD5/) },
    ]);
    await put('short');
    expect((await verify()).differences).toMatchObject([{ what: 'file a.txt: has 5 bytes, not 7' }]);
    await whole.objects.delete('runs/1/a');
    expect((await verify()).differences).toMatchObject([{ what: 'file a.txt: its bytes are not there (runs/1/a)' }]);
  });
});
