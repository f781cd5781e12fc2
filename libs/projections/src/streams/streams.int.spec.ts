import { Logger } from '@nestjs/common';
import type { PglitePool } from '@runstead/postgres/pglite';
import type { StreamChunk } from '@runstead/run-domain';
import { DeadLettersProjector } from '../dead-letters/dead-letters.projector';
import { chunk, event, runCreated } from '../fixtures/events';
import { ProjectionWorld } from '../fixtures/projection-world';
import { CatalogProjector } from '../catalog/catalog.projector';
import { StreamsProjector } from './streams.projector';

jest.setTimeout(60_000);

describe('the streams', () => {
  let pool: PglitePool;
  let world: ProjectionWorld;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    pool = await ProjectionWorld.openPool();
  });
  afterAll(() => pool.close());
  beforeEach(async () => {
    world = await ProjectionWorld.open(pool);
  });
  afterEach(() => world.close());

  const given = async (...chunks: readonly StreamChunk[]) => {
    await world.appendChunks(...chunks);
    return world.project(new StreamsProjector());
  };
  const streams = () => pool.db.selectFrom('run_streams').selectAll().orderBy('run_id').orderBy('file').orderBy('writer').execute();

  it('hold the next line, the newest line and the receipt of each file', async () => {
    const first = chunk('1', 'HistoryAppended', ['{"a":1}', '{"a":2}']);
    const second = chunk('1', 'HistoryAppended', ['{"a":3}'], { firstLine: 4, repeated: 2, rewritten: 1, gap: 2 });
    await given(first, chunk('1', 'OutputAppended', ['hello']), second);
    expect(await streams()).toEqual([
      expect.objectContaining({ file: 'output.log', next_line: 1, last_line: null }),
      {
        run_id: '1',
        writer: '',
        file: 'wandb-history.jsonl',
        generation: 0,
        next_line: 5,
        next_step: 0,
        lines_received: 5,
        lines_logged: 3,
        lines_repeated: 2,
        lines_rewritten: 1,
        lines_skipped: 2,
        bytes_logged: 22,
        lines_rows_only: 0,
        open_gaps: '[[2,4]]',
        dead_letters: 0,
        dead_letters_repaired: 0,
        last_line: '{"a":3}',
        first_at: new Date(first.time),
        last_at: new Date(second.time),
      },
    ]);
  });

  it('go back with a rewind, to the row that stays', async () => {
    await given(chunk('1', 'HistoryAppended', ['{"a":1}', '{"a":2}', '{"a":3}']), chunk('1', 'OutputAppended', ['x', 'y']));
    const begins = { generation: 1, lineCount: 0 };
    await given(
      chunk('1', 'HistoryAppended', ['{"a":1}'], { ...begins, firstLine: 1, rewoundTo: 0 }),
      chunk('1', 'OutputAppended', [], { ...begins, firstLine: 0 }),
    );
    expect(await streams()).toMatchObject([
      { file: 'output.log', next_line: 0, generation: 1, lines_received: 2 },
      { file: 'wandb-history.jsonl', next_line: 1, generation: 1, last_line: '{"a":1}', lines_received: 3, bytes_logged: 23 },
    ]);
    await given(chunk('1', 'HistoryAppended', ['{"a":4}'], { generation: 1, firstLine: 1 }));
    expect((await streams())[1]).toMatchObject({ next_line: 2, last_line: '{"a":4}', lines_received: 4 });
  });

  it('count steps for several writers, and unite their summaries', async () => {
    await given(
      chunk('1', 'HistoryAppended', ['{"a":1}', '{"a":2}'], { writer: 'w1', firstStep: 0 }),
      chunk('1', 'HistoryAppended', ['{"b":1}'], { writer: 'w2', firstStep: 2 }),
      chunk('1', 'SummaryChanged', ['{"a":2,"both":1,"gone":0}'], { writer: 'w1' }),
      chunk('1', 'SummaryChanged', ['{"b":1,"both":2}'], { writer: 'w2' }),
    );
    await given(chunk('1', 'SummaryChanged', ['{"a":NaN}'], { writer: 'w1' }));
    expect(await streams()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ writer: 'w1', file: 'wandb-history.jsonl', next_line: 2, next_step: 2 }),
        expect.objectContaining({ writer: 'w2', file: 'wandb-history.jsonl', next_line: 1, next_step: 3 }),
      ]),
    );
    const { summary } = await pool.db.selectFrom('run_summaries').selectAll().executeTakeFirstOrThrow();
    expect(summary).toBe('{"b":1,"both":2,"a":NaN}');
  });

  it('do not go back for a rewritten line, and take the text of a rewritten last line', async () => {
    await given(chunk('1', 'SystemMetricsAppended', ['a', 'b', 'c']));
    await given(chunk('1', 'SystemMetricsAppended', ['A'], { firstLine: 0 }));
    expect(await streams()).toMatchObject([{ next_line: 3, last_line: 'c' }]);
    await given(chunk('1', 'SystemMetricsAppended', ['C'], { firstLine: 2 }));
    expect(await streams()).toMatchObject([{ next_line: 3, last_line: 'C' }]);
  });

  it('go back when the run was rewound, and not for what was late of the time before', async () => {
    await given(chunk('1', 'HistoryAppended', ['0', '1', '2', '3']));
    await given(chunk('1', 'HistoryAppended', ['1b'], { firstLine: 1, generation: 1 }));
    expect(await streams()).toMatchObject([{ generation: 1, next_line: 2, last_line: '1b' }]);
    await given(chunk('1', 'HistoryAppended', ['4'], { firstLine: 4 }));
    expect(await streams()).toMatchObject([{ generation: 1, next_line: 2, last_line: '1b', lines_logged: 6 }]);
  });

  it('remember which lines were skipped until they come, and count rows with too many keys', async () => {
    const at = (firstLine: number, lines: string[], told = {}) => chunk('1', 'HistoryAppended', lines, { firstLine, ...told });
    await given(at(0, ['0']), at(4, ['4'], { gap: 3, rowsOnly: 'row' }));
    expect(await streams()).toMatchObject([{ open_gaps: '[[1,4]]', lines_rows_only: 1 }]);
    await given(at(2, ['2']), at(9, ['9', '10'], { gap: 4, rowsOnly: 'run' }));
    expect(await streams()).toMatchObject([{ open_gaps: '[[1,2],[3,4],[5,9]]', lines_rows_only: 3 }]);
    await given(at(0, ['0', '1', '2', '3', '4', '5']));
    expect(await streams()).toMatchObject([{ open_gaps: '[[6,9]]' }]);
    await given(at(6, [], { generation: 1, lineCount: 0, rewoundTo: 5 }));
    expect(await streams()).toMatchObject([{ open_gaps: '[]' }]);
  });

  it('count what only carries counters without moving', async () => {
    await given(chunk('1', 'HistoryAppended', ['0', '1']));
    await given(chunk('1', 'HistoryAppended', [], { firstLine: 2, repeated: 2 }));
    expect(await streams()).toMatchObject([{ next_line: 2, last_line: '1', lines_received: 4, lines_repeated: 2 }]);
  });

  it('keep the writers of a shared run apart, and read lines that hold newlines', async () => {
    const lines = ['{"a":"x\ny"}'];
    const odd = { writer: 'rank1', encoding: 'json', value: Buffer.from(JSON.stringify(lines)) } as const;
    await given(chunk('1', 'HistoryAppended', ['{}', '{}']), chunk('1', 'HistoryAppended', lines, odd));
    expect(await streams()).toMatchObject([
      { writer: '', next_line: 2, last_line: '{}' },
      { writer: 'rank1', next_line: 1, last_line: '{"a":"x\ny"}' },
    ]);
  });

  it('hold the newest summary, whichever topic it came by and in whatever order the topics are read', async () => {
    const summary = chunk('1', 'SummaryChanged', ['{"loss":1}', '{"loss":NaN}']);
    await world.append(runCreated('1'), event('RunSummaryEdited', '1', { summary: { loss: 0 } }, summary.time - 1));
    await world.append(runCreated('2'), event('RunSummaryEdited', '2', { summary: { loss: 5 } }, summary.time + 1));
    await world.appendChunks(summary, chunk('2', 'SummaryChanged', ['{"loss":4}'], { time: summary.time }));
    const summaries = () => pool.db.selectFrom('run_summaries').select(['run_id', 'summary']).orderBy('run_id').execute();
    const expected = [
      { run_id: '1', summary: '{"loss":NaN}' },
      { run_id: '2', summary: '{"loss":5}' },
    ];
    await world.project(new CatalogProjector());
    const { changes } = await world.project(new StreamsProjector());
    expect(await summaries()).toEqual(expected);
    expect(changes[0]).toEqual({ kind: 'summary', projectId: '7', runId: '1' });
    await world.forget();
    await world.project(new StreamsProjector());
    await world.project(new CatalogProjector());
    expect(await summaries()).toEqual(expected);
  });

  it('bury a summary that is not a JSON object, keep the one before, and put it on the receipt', async () => {
    await given(chunk('1', 'SummaryChanged', ['{"loss":1}']), chunk('1', 'SummaryChanged', ['{"loss":', '[1]'], { firstLine: 0 }));
    await world.project(new DeadLettersProjector());
    expect(await pool.db.selectFrom('run_summaries').select('summary').execute()).toEqual([{ summary: '{"loss":1}' }]);
    expect(await streams()).toMatchObject([{ file: 'wandb-summary.json', dead_letters: 1, lines_logged: 3 }]);
    const letters = await pool.db.selectFrom('dead_letters').selectAll().execute();
    expect(letters).toMatchObject([{ dead_letter_id: 'run-streams/0/1/1', run_id: '1', file: 'wandb-summary.json', line: 1 }]);
  });

  it('have the same rows whether the dead letters or the streams come first', async () => {
    await world.appendChunks(chunk('1', 'SummaryChanged', ['broken']), chunk('1', 'SummaryChanged', ['{}']));
    await world.project(new StreamsProjector());
    await world.project(new DeadLettersProjector());
    const streamsFirst = await world.dump();
    await world.forget();
    await world.project(new DeadLettersProjector());
    await world.project(new StreamsProjector());
    expect(await world.dump()).toEqual(streamsFirst);
  });

  it('bury a chunk with a hostile run id and store the others', async () => {
    await given(
      chunk('1', 'HistoryAppended', ['{}']),
      chunk("1'; DROP TABLE runs; --", 'HistoryAppended', ['{}']),
      chunk('2', 'HistoryAppended', ['{}']),
    );
    expect((await streams()).map((row) => row.run_id)).toEqual(['1', '2']);
    expect(await world.log.endOffset('dead-letters', 0)).toBe(1);
  });
});
