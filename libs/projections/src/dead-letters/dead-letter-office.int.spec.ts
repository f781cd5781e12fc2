import { Logger } from '@nestjs/common';
import { chunk, runCreated } from '../fixtures/events';
import type { ProjectionWorld } from '../fixtures/projection-world';
import { WholeProjections, type RunningServer } from '../fixtures/whole-projections';
import { MetricsProjector } from '../metrics/metrics.projector';
import { SinkCheckpoint } from '../metrics/sink-checkpoint';
import { DeadLetterOffice } from './dead-letter-office';

jest.setTimeout(120_000);

describe('dead letters', () => {
  let whole: WholeProjections;
  let world: ProjectionWorld;
  let running: RunningServer;
  let office: DeadLetterOffice;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    whole = await WholeProjections.open();
  });
  afterAll(() => whole.close());
  beforeEach(async () => {
    world = await whole.fresh();
    await world.append(runCreated('1'));
    await world.appendChunks(chunk('1', 'HistoryAppended', ['{"a":1}', 'broken', 'broken too']), chunk('1', 'SummaryChanged', ['[]']));
    running = await whole.start();
    await running.caughtUp();
    // The letters came while it caught up.
    await running.caughtUp();
    const metrics = new MetricsProjector(whole.clickHouse, new SinkCheckpoint(whole.clickHouse));
    office = new DeadLetterOffice(world.log, whole.pool, metrics, running.progress);
  });

  /** A letter of a line that could be used all along, as if an older version had not been able to. */
  const formerFailure = async (): Promise<string> => {
    await whole.clickHouse.command('ALTER TABLE history_rows DELETE WHERE line = 0 SETTINGS mutations_sync = 1');
    const headers = { topic: 'run-streams', partition: '0', offset: '0', line: '0', reason: 'old', projection: 'metrics' };
    const told = { ...headers, type: 'HistoryAppended', runId: '1', writer: '', time: '1' };
    await world.appendRecords('dead-letters', [{ key: '1', headers: told, value: Buffer.from('{"a":1}') }]);
    await running.caughtUp();
    return 'run-streams/0/0/0';
  };

  it('are counted by reason, listed page by page, and shown with their bytes', async () => {
    expect(await office.counts()).toEqual([
      { reason: expect.any(String), projection: 'metrics', open: 2, repaired: 0 },
      { reason: 'the summary is not a JSON object', projection: 'streams', open: 1, repaired: 0 },
    ]);
    const first = await office.page({}, null, 2);
    const rest = await office.page({}, first.at(-1)?.id ?? null, 2);
    expect([...first, ...rest].map(({ id }) => id).sort()).toEqual(['run-streams/0/0/1', 'run-streams/0/0/2', 'run-streams/0/1/0']);
    expect(await office.page({ runId: '2' }, null, 9)).toEqual([]);
    expect(await office.page({ reason: 'the summary is not a JSON object' }, null, 9)).toMatchObject([
      { run: 'team/p/run-1', file: 'wandb-summary.json', line: 0, projection: 'streams' },
    ]);
    const shown = await office.letter('run-streams/0/0/2');
    expect([shown?.letter.line, String(shown?.bytes)]).toEqual([2, 'broken too']);
    expect(await office.letter('run-streams/0/77/')).toBeNull();
  });

  it('that can be used now are stored at their place, are no longer open, and stay counted', async () => {
    const id = await formerFailure();
    expect(await office.replay([id], 'ann')).toEqual([{ id, repaired: true, reason: null }]);
    expect(await whole.clickHouse.query('SELECT row FROM history_rows FINAL WHERE line = 0')).toEqual([{ row: '{"a":1}' }]);
    expect((await office.page({}, null, 9)).map((letter) => letter.id)).not.toContain(id);
    expect(await office.page({ state: 'repaired' }, null, 9)).toMatchObject([{ id, repairedBy: 'ann' }]);
    const [stream] = await whole.pool.db.selectFrom('run_streams').selectAll().where('file', '=', 'wandb-history.jsonl').execute();
    expect(stream).toMatchObject({ dead_letters: 3, dead_letters_repaired: 1 });
    expect(await office.replay([id], 'ann')).toEqual([{ id, repaired: false, reason: 'it was repaired before' }]);
    // It is a fact of the log: what is built from zero knows it.
    expect(await running.verification.verify()).toMatchObject({ ok: true, differences: [] });
    expect(await running.rebuilds.rebuild('dead-letters')).toMatchObject({ switched: true, differences: [] });
    await running.rebuilds.dropOld('dead-letters');
  });

  it('that nothing can use stay open, and say why', async () => {
    await world.appendRecords('dead-letters', [
      { key: '1', headers: { topic: 'file_stream', partition: '0', offset: '5', reason: 'not JSON' }, value: Buffer.from('x') },
    ]);
    await running.caughtUp();
    const ids = ['run-streams/0/0/1', 'run-streams/0/1/0', 'file_stream/0/5/', 'run-streams/0/77/'];
    const outcomes = await office.replay(ids, 'ann');
    expect(outcomes.map(({ repaired }) => repaired)).toEqual([false, false, false, false]);
    expect(outcomes.map(({ reason }) => reason)).toEqual([
      expect.any(String),
      expect.stringContaining('npm run rebuild -- streams'),
      expect.stringContaining('never came into the log'),
      'there is no such letter',
    ]);
    expect(await office.page({}, null, 9)).toHaveLength(4);
  });

  it('that a rebuild could use are repaired by it', async () => {
    const id = await formerFailure();
    expect(await running.rebuilds.rebuild('metrics', { acceptDifferences: true })).toMatchObject({ switched: true });
    await running.caughtUp();
    expect(await office.page({ state: 'repaired' }, null, 9)).toMatchObject([{ id, repairedBy: 'rebuild' }]);
    expect(await office.page({}, null, 9)).toHaveLength(3);
    await running.rebuilds.dropOld('metrics');
  });
});
