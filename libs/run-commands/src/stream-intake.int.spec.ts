import type { INestApplicationContext } from '@nestjs/common';
import type { PglitePool } from '@runstead/postgres/pglite';
import { MOST_KEYS_IN_ROW, type StreamChunk, chunkLines, fileOfChunk } from '@runstead/run-domain';
import { CommandWorld } from './fixtures/command-world';
import { history, post, start } from './fixtures/told';
import { RunKeyCounts } from './intake/run-key-counts';
import { MAX_LINE_BYTES, MAX_RECORD_BYTES } from './intake/split-piece';
import { RunCommands } from './run-commands';
import { RunDirectory } from './run-directory';
import { StoredLines } from './stored-lines';
import { StreamIntake } from './stream-intake';
import type { StreamPost } from './stream-post';
import { OverloadedError } from './stream-post';
import { StreamWatermarks } from './stream-watermarks';

const line = (step: number): string => `{"loss":${1 / (step + 1)},"_step":${step}}`;
const lines = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => line(from + index));
const output = (offset: number, ...told: string[]): StreamPost['files'][number] => ({ name: 'output.log', offset, lines: told });
const counters = ({ firstLine, lineCount, repeated, rewritten, gap }: StreamChunk): object => ({
  firstLine,
  lineCount,
  repeated,
  rewritten,
  gap,
});

describe('the stream of a run', () => {
  let pool: PglitePool;
  let world: CommandWorld;
  let server: INestApplicationContext;
  let intake: StreamIntake;

  const use = (process: INestApplicationContext): void => {
    server = process;
    intake = server.get(StreamIntake);
  };

  beforeAll(async () => {
    pool = await CommandWorld.openPool();
  });
  afterAll(async () => pool.close());
  beforeEach(async () => {
    world = await CommandWorld.open(pool);
    use(await world.start());
    await server.get(RunCommands).upsert(start('r1'), { username: 'ann' });
  });
  afterEach(async () => world.close());

  const send = async (told: Partial<StreamPost>): Promise<void> => void (await intake.accept(post('r1', told)));
  const count = async (): Promise<object[]> => (await world.chunks()).map(counters);

  it('logs each line once, byte for byte, and remembers where the client is', async () => {
    await send({ files: [history(0, ...lines(0, 3)), output(0, 'a', 'b')] });
    await send({ files: [history(3, line(3))] });
    const held = (await world.chunks()).map((chunk) => [fileOfChunk(chunk.type), chunk.firstLine, chunkLines(chunk)]);
    expect(held).toEqual([
      ['wandb-history.jsonl', 0, lines(0, 3)],
      ['output.log', 0, ['a', 'b']],
      ['wandb-history.jsonl', 3, [line(3)]],
    ]);
    const run = await server.get(RunDirectory).find('ann', 'demo', 'r1');
    expect(await server.get(StreamWatermarks).of(run?.runId ?? '')).toEqual({
      history: 4,
      events: 0,
      output: 2,
      historyTail: line(3),
      eventsTail: null,
    });
  });

  it.each(['from memory', 'from storage after a restart'])('cuts off what it holds, %s', async (where) => {
    await send({ files: [history(0, ...lines(0, 5))] });
    if (where.startsWith('from storage')) {
      await world.stop(server);
      use(await world.start());
    }
    await send({ files: [history(2, ...lines(2, 7))] });
    await send({ files: [history(0, ...lines(0, 7))] });
    expect((await count()).slice(1)).toEqual([
      { firstLine: 5, lineCount: 2, repeated: 3, rewritten: 0, gap: 0 },
      { firstLine: 7, lineCount: 0, repeated: 7, rewritten: 0, gap: 0 },
    ]);
  });

  it('keeps rewritten lines, accepts gaps, and takes late lines for what they are', async () => {
    await send({ files: [output(0, 'a', 'b', 'c', 'd')] });
    await send({ files: [output(1, 'b', 'X', 'd', 'e')] });
    await send({ files: [output(8, 'i')] });
    await send({ files: [output(5, 'f')] });
    expect((await count()).slice(1)).toEqual([
      { firstLine: 2, lineCount: 1, repeated: 2, rewritten: 1, gap: 0 },
      { firstLine: 4, lineCount: 1, repeated: 0, rewritten: 0, gap: 0 },
      { firstLine: 8, lineCount: 1, repeated: 0, rewritten: 0, gap: 3 },
      { firstLine: 5, lineCount: 1, repeated: 0, rewritten: 0, gap: 0 },
    ]);
  });

  it('knows a late line for what it is after a restart, also where stored lines cannot be asked', async () => {
    await send({ files: [output(0, 'a')] });
    await send({ files: [output(4, 'e')] });
    await world.stop(server);
    use(await world.start());
    jest.spyOn(server.get(StoredLines), 'compare').mockImplementation(async (_stream, _first, told) => told.map(() => 'unknown'));
    await send({ files: [output(2, 'c')] });
    await send({ files: [output(1, 'b', 'c', 'd')] });
    await send({ files: [output(0, 'a')] });
    expect((await count()).slice(2)).toEqual([
      { firstLine: 2, lineCount: 1, repeated: 0, rewritten: 0, gap: 0 },
      { firstLine: 1, lineCount: 3, repeated: 0, rewritten: 1, gap: 0 },
      { firstLine: 0, lineCount: 1, repeated: 0, rewritten: 1, gap: 0 },
    ]);
  });

  it('marks rows with too many keys, each in a record of its own, and rows of a run with too many', async () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: MOST_KEYS_IN_ROW + 1 }, (_, index) => [`k${index}`, index])));
    await send({ files: [history(0, line(0), wide, wide, line(3)), output(0, wide)] });
    jest.spyOn(server.get(RunKeyCounts), 'exceeded').mockReturnValue(true);
    await send({ files: [history(4, line(4), line(5), wide)] });
    expect((await world.chunks()).map(({ firstLine, lineCount, rowsOnly }) => [firstLine, lineCount, rowsOnly])).toEqual([
      [0, 1, undefined],
      [1, 1, 'row'],
      [2, 1, 'row'],
      [3, 1, undefined],
      [0, 1, undefined],
      [4, 2, 'run'],
      [6, 1, 'row'],
    ]);
  });

  it('keeps the writers of a shared run apart', async () => {
    await send({ writer: 'w1', files: [history(0, '{"a":1}')] });
    await send({ writer: 'w2', files: [history(0, '{"a":2}')] });
    expect((await world.chunks()).map(({ writer, lineCount, rewritten }) => [writer, lineCount, rewritten])).toEqual([
      ['w1', 1, 0],
      ['w2', 1, 0],
    ]);
  });

  it('replaces the summary, and drops only a repetition of the newest one', async () => {
    for (const summary of ['{"a":1}', '{"a":1}', '{"a":2}', '{"a":1}'])
      await send({ files: [{ name: 'wandb-summary.json', offset: 0, lines: [summary] }] });
    expect((await world.chunks()).map(({ lineCount, repeated }) => [lineCount, repeated])).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    const run = await server.get(RunDirectory).find('ann', 'demo', 'r1');
    await server.get(StreamWatermarks).of(run?.runId ?? '');
    const row = await pool.db.selectFrom('run_summaries').select('summary').executeTakeFirst();
    expect(row).toEqual({ summary: '{"a":1}' });
  });

  it('splits a large post by lines, and lets one long line be a record of its own', async () => {
    const long = `{"text":"${'x'.repeat(MAX_RECORD_BYTES + 10)}"}`;
    const short = `{"text":"${'y'.repeat(300_000)}"}`;
    await send({ files: [history(0, short, short, short, long, short)] });
    const chunks = await world.chunks();
    expect(chunks.map(counters)).toEqual([
      { firstLine: 0, lineCount: 2, repeated: 0, rewritten: 0, gap: 0 },
      { firstLine: 2, lineCount: 1, repeated: 0, rewritten: 0, gap: 0 },
      { firstLine: 3, lineCount: 1, repeated: 0, rewritten: 0, gap: 0 },
      { firstLine: 4, lineCount: 1, repeated: 0, rewritten: 0, gap: 0 },
    ]);
    expect(chunks.flatMap((chunk) => chunkLines(chunk))).toEqual([short, short, short, long, short]);
  });

  it('sends a line that is too long for any run to the dead letters and keeps its neighbours', async () => {
    await send({ files: [history(0, line(0), 'z'.repeat(MAX_LINE_BYTES + 1), line(2))] });
    expect((await world.chunks()).map((chunk) => [chunk.firstLine, chunkLines(chunk)])).toEqual([
      [0, [line(0)]],
      [2, [line(2)]],
    ]);
    const [letter] = await world.log.read('dead-letters', 0, 0, { maxRecords: 9, maxBytes: 1e9 });
    expect(letter?.headers).toMatchObject({ type: 'HistoryAppended', line: '1' });
    expect(letter?.value.length).toBe(MAX_LINE_BYTES + 1);
  });

  it('makes a stub of a run that was never announced, and completes it when it is', async () => {
    await intake.accept(post('early', { files: [history(0, line(0))] }));
    const stub = await server.get(RunDirectory).find('ann', 'demo', 'early');
    expect(stub?.state).toBe('running');
    const { run, inserted } = await server.get(RunCommands).upsert(start('early'), { username: 'ann' });
    expect([inserted, run.runId, run.stub, run.details.program]).toEqual([false, stub?.runId, false, 'train.py']);
    expect(await server.get(StreamWatermarks).counts(run.runId)).toMatchObject({ history: 1 });
  });

  it('ends a run once, however often its last post is repeated', async () => {
    const last = { files: [history(0, line(0))], complete: true, exitCode: 1 };
    world.log.failNext = 'after';
    await expect(send(last)).rejects.toThrow('failed after');
    await send(last);
    await send(last);
    const types = (await world.events()).map(({ type }) => type).filter((type) => type !== 'ProjectCreated');
    expect(types.filter((type) => type === 'RunFinished')).toHaveLength(1);
    expect(types).not.toContain('RunRevived');
    expect((await world.chunks()).flatMap((chunk) => chunkLines(chunk))).toEqual([line(0)]);
    expect(await server.get(RunDirectory).find('ann', 'demo', 'r1')).toMatchObject({ state: 'failed' });
  }, 20_000);

  it('is told the end again when only the lines became durable', async () => {
    const last = { files: [history(0, line(0))], complete: true, exitCode: 1 };
    world.log.failOn = 'run-events';
    for (const when of ['before', 'after'] as const) {
      world.log.failNext = when;
      await expect(send(last)).rejects.toThrow(`failed ${when}`);
    }
    await send(last);
    expect((await world.events()).filter(({ type }) => type === 'RunFinished')).toHaveLength(1);
    expect((await world.chunks()).flatMap((chunk) => chunkLines(chunk))).toEqual([line(0)]);
    expect(await server.get(RunDirectory).find('ann', 'demo', 'r1')).toMatchObject({ state: 'failed' });
  });

  it('ignores files that no stream has, and line numbers that cannot be', async () => {
    await send({
      files: [{ name: '../x', offset: 0, lines: ['a'] }, history(-1, 'a'), history(2 ** 53, 'a'), history(0.5, 'a'), history(0)],
    });
    expect(await world.chunks()).toEqual([]);
  });

  it('takes one post of a run at a time', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => send({ files: [history(index * 10, ...lines(index * 10, index * 10 + 10))] })),
    );
    expect((await world.chunks()).map(({ firstLine, gap }) => [firstLine, gap])).toEqual(
      Array.from({ length: 10 }, (_, index) => [index * 10, 0]),
    );
  });

  it('sheds load while the log is behind, and hears the run all the same', async () => {
    world.log.waiting = 65 * 1024 * 1024;
    const refusal = await intake.accept(post('r1', { files: [history(0, line(0))] })).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(OverloadedError);
    expect((refusal as OverloadedError).retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect((refusal as OverloadedError).retryAfterSeconds).toBeLessThanOrEqual(30);
    expect(await world.chunks()).toEqual([]);
    world.log.waiting = 0;
    await send({ files: [history(0, line(0))] });
    expect(await world.chunks()).toHaveLength(1);
  });

  it('answers 503 rather than a line number that may be too low', async () => {
    await send({ files: [history(0, line(0))] });
    await world.stop(server);
    const blind = await world.start({ projecting: false });
    const run = await server.get(RunDirectory).find('ann', 'demo', 'r1');
    await expect(blind.get(StreamWatermarks).counts(run?.runId ?? '')).rejects.toThrow('behind the log');
  }, 20_000);
});
