import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { EmbeddedEventLog } from '@runstead/event-log/embedded';
import { ProjectionProgress } from '@runstead/projections';
import { SystemClock } from '@runstead/run-domain';
import { ClickHouseStoredLines } from './clickhouse-stored-lines';

const STREAM = { projectId: '3', runId: '9000000000000000007', writer: '', generation: 0 };
const ROW_COLUMNS = ['project_id', 'run_id', 'writer', 'line', 'row', 'ver'];
const CONSOLE_COLUMNS = ['project_id', 'run_id', 'writer', 'line', 'ts', 'stream', 'label', 'text', 'ver'];

describe('lines stored in ClickHouse', () => {
  let folder: string;
  let clickHouse: ChdbClickHouse;
  let log: EmbeddedEventLog;
  const progress = new ProjectionProgress();
  let stored: ClickHouseStoredLines;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stored-lines-'));
    clickHouse = await ChdbClickHouse.open(join(folder, 'clickhouse'));
    await clickHouse.migrate();
    log = await EmbeddedEventLog.open(join(folder, 'log'), { clock: new SystemClock() });
    stored = new ClickHouseStoredLines(clickHouse, log, progress);
  }, 60_000);
  afterAll(async () => {
    await log.close();
    await clickHouse.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are compared byte for byte, the newest of each number', async () => {
    const rows = [
      `3\t${STREAM.runId}\t\t0\t{"a":1}\t1`,
      `3\t${STREAM.runId}\t\t1\t{"a":1}\t2`,
      `3\t${STREAM.runId}\t\t1\t{"a":2}\t9`,
      `3\t${STREAM.runId}\t\t3\t{"t":"\\\\\\\\n"}\t4`,
      `3\t${STREAM.runId}\tw2\t2\t{"a":3}\t5`,
    ];
    await clickHouse.insertTsv('history_rows', ROW_COLUMNS, Buffer.from(rows.join('\n') + '\n'));
    const history = { ...STREAM, file: 'wandb-history.jsonl' as const };
    const told = ['{"a":1}', '{"a":2}', '{"a":3}', '{"t":"\\\\n"}', '{"a":5}'];
    expect(await stored.compare(history, 0, told)).toEqual(['equal', 'equal', 'absent', 'equal', 'absent']);
    expect(await stored.compare(history, 0, ['{"a":1.0}', '{"a":1}'])).toEqual(['different', 'different']);
    expect(await stored.compare({ ...STREAM, file: 'wandb-events.jsonl' }, 0, ['{"a":1}'])).toEqual(['absent']);
  });

  it('are compared by what was read of them in the console', async () => {
    const rows = [
      `3\t${STREAM.runId}\t\t0\t2026-03-01 10:20:30.123456\tstdout\t\tepoch 1\t1`,
      `3\t${STREAM.runId}\t\t1\t2026-03-01 10:20:31.000001\tstderr\trank0\tTraceback\t2`,
    ];
    await clickHouse.insertTsv('console_lines', CONSOLE_COLUMNS, Buffer.from(rows.join('\n') + '\n'));
    const output = { ...STREAM, file: 'output.log' as const };
    const told = ['2026-03-01T10:20:30.123456 epoch 1', 'ERROR 2026-03-01T10:20:31.000001 [rank0] Traceback'];
    expect(await stored.compare(output, 0, told)).toEqual(['equal', 'equal']);
    const changed = ['2026-03-01T10:20:30.123457 epoch 1', '2026-03-01T10:20:31.000001 [rank0] Traceback', 'x'];
    expect(await stored.compare(output, 0, changed)).toEqual(['different', 'different', 'absent']);
  });

  it('are unknown while the projection is behind the log', async () => {
    await log.append('run-streams', [{ key: 'k', headers: {}, value: Buffer.alloc(1) }]);
    const asked = stored.compare({ ...STREAM, file: 'wandb-history.jsonl' }, 0, ['{"a":1}', 'x']);
    expect(await asked).toEqual(['unknown', 'unknown']);
    progress.committed('metrics', 'run-streams', 0, 1);
    expect(await stored.compare({ ...STREAM, file: 'wandb-history.jsonl' }, 0, ['{"a":1}'])).toEqual(['equal']);
  }, 20_000);
});
