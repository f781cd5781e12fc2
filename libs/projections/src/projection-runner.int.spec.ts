import { Logger } from '@nestjs/common';
import type { Transaction } from 'kysely';
import type { Database } from '@runstead/postgres';
import type { PglitePool } from '@runstead/postgres/pglite';
import { encodeEvent, type Topic } from '@runstead/run-domain';
import { CatalogProjector } from './catalog/catalog.projector';
import { DeadLettersProjector } from './dead-letters/dead-letters.projector';
import { event, runCreated } from './fixtures/events';
import { ProjectionWorld } from './fixtures/projection-world';
import { SinkProjector, type ProjectionBatch, type ProjectionOutcome } from './projector';

jest.setTimeout(60_000);

const NOTHING: ProjectionOutcome = { changes: [], deadLetters: [] };

/** Keeps keys in memory, as a store that replaces rows by key would. */
class ListedKeys extends SinkProjector {
  readonly id = 'listed-keys';
  readonly topics: readonly Topic[] = ['run-events'];
  readonly rows = new Map<number, string>();
  readonly batches: number[] = [];
  /** Called after the rows are written. */
  afterWrite: (batch: ProjectionBatch) => void | Promise<void> = () => undefined;

  async write(batch: ProjectionBatch): Promise<ProjectionOutcome> {
    for (const record of batch.records) this.rows.set(record.offset, record.key);
    this.batches.push(batch.records.length);
    await this.afterWrite(batch);
    return NOTHING;
  }
}

/** The catalogue, with a place to stumble between its rows and the commit. */
class StumblingCatalog extends CatalogProjector {
  stumble: () => void | Promise<void> = () => undefined;

  override async write(batch: ProjectionBatch, tx: Transaction<Database>): Promise<ProjectionOutcome> {
    const outcome = await super.write(batch, tx);
    await this.stumble();
    return outcome;
  }
}

/** Calls back once, then does nothing. */
function once(action: () => void | Promise<void>): () => void | Promise<void> {
  let done = false;
  return () => {
    if (done) return undefined;
    done = true;
    return action();
  };
}

describe('ProjectionRunner', () => {
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
  const checkpoint = async (projection: string): Promise<number | undefined> =>
    (await world.pool.db.selectFrom('projection_checkpoint').select('next_offset').where('projection', '=', projection).executeTakeFirst())
      ?.next_offset;
  const runNames = async (): Promise<string[]> =>
    (await world.pool.db.selectFrom('runs').select('name').orderBy('run_id').execute()).map((run) => run.name);

  it('writes the rows, moves the checkpoint, tells the waiting command and the readers', async () => {
    const catalog = new CatalogProjector();
    const { progress, changes, health } = await world.run(catalog);
    const offset = await world.append(runCreated('1'), event('RunFinished', '1', { exitCode: 0 }));
    expect(await progress.waitFor('catalog', 'run-events', 0, offset)).toBe(true);
    expect(await runNames()).toEqual(['run-1']);
    expect(await checkpoint('catalog')).toBe(2);
    expect(changes).toEqual([
      { kind: 'run-created', projectId: '7', runId: '1', run: expect.objectContaining({ state: 'pending' }) as unknown },
      { kind: 'run-changed', projectId: '7', runId: '1', run: expect.objectContaining({ state: 'finished' }) as unknown },
    ]);
    expect(await health.statuses()).toMatchObject([
      { projection: 'catalog', state: 'running', nextOffset: 2, lag: 0, records: 2, lastError: null },
    ]);
  });

  it('goes on where it was stopped, reading nothing twice', async () => {
    await world.append(runCreated('1'), runCreated('2'));
    const keys = new ListedKeys();
    await world.project(keys);
    await world.append(runCreated('3'));
    const { progress } = await world.project(keys);
    expect(keys.batches).toEqual([2, 1]);
    expect(progress.nextOffset('listed-keys', 'run-events', 0)).toBe(3);
  });

  it('finishes the batch in hand when it is stopped', async () => {
    const keys = new ListedKeys();
    let stopped: Promise<void> | undefined;
    const { runner } = await world.run(keys);
    const written = new Promise<void>((resolve) => {
      keys.afterWrite = once(() => {
        stopped = runner.stop();
        resolve();
      });
    });
    await world.append(runCreated('1'));
    await written;
    await stopped;
    expect(await checkpoint('listed-keys')).toBe(1);
  });

  it('goes on, without the rows of its batch, from where another owner has moved the checkpoint', async () => {
    const catalog = new StumblingCatalog();
    const { runner, health, progress } = await world.run(catalog);
    await progress.waitFor('catalog', 'run-events', 0, await world.append(runCreated('1')));
    // The other one has committed what is appended now, as far as the checkpoint can tell.
    await world.pool.db.updateTable('projection_checkpoint').set({ next_offset: 2 }).execute();
    await world.append(runCreated('2'));
    await progress.waitFor('catalog', 'run-events', 0, await world.append(runCreated('3')));
    expect(await runNames()).toEqual(['run-1', 'run-3']);
    expect(await checkpoint('catalog')).toBe(3);
    expect(await health.complaints(Date.now(), 60_000)).toEqual([]);
    await runner.stop();
  });

  it('lets only one of two runners through, and the rows are those of one', async () => {
    for (let run = 1; run <= 50; run += 1) await world.append(runCreated(String(run)));
    const small = { maxRecords: 3, maxBytes: 1_000_000 };
    const [first, second] = [new CatalogProjector(), new CatalogProjector()].map((projector) =>
      Object.assign(projector, { limits: small }),
    );
    if (!first || !second) throw new Error('two projectors');
    await Promise.all([world.run(first), world.run(second)]);
    while ((await checkpoint('catalog')) !== 50) await new Promise((resolve) => setImmediate(resolve));
    expect(await runNames()).toHaveLength(50);
    expect(await checkpoint('catalog')).toBe(50);
  });

  it('has the same rows after a failure between rows and checkpoint: in one transaction', async () => {
    await world.append(
      runCreated('1'),
      event('RunConfigChanged', '1', { config: { a: 1 }, merge: false }),
      event('RunFinished', '1', { exitCode: 3 }),
    );
    await world.project(new CatalogProjector());
    const undisturbed = await world.dump();
    await world.forget();
    const catalog = new StumblingCatalog();
    let attempts = 0;
    catalog.stumble = () => {
      attempts += 1;
      if (attempts <= 2) throw new Error('crash between rows and checkpoint');
    };
    const { health } = await world.project(catalog);
    expect(attempts).toBe(3);
    expect(await world.dump()).toEqual(undisturbed);
    expect(await health.statuses()).toMatchObject([{ failures: 2, lastError: null, batches: 1 }]);
  });

  it('has the same rows after a crash between rows and checkpoint: in another store', async () => {
    await world.append(runCreated('1'), runCreated('2'));
    const keys = new ListedKeys();
    keys.afterWrite = once(() => {
      throw new Error('crash before the checkpoint');
    });
    await world.project(keys);
    expect(keys.batches).toEqual([2, 2]);
    expect([...keys.rows]).toEqual([
      [0, '1'],
      [1, '2'],
    ]);
    expect(await checkpoint('listed-keys')).toBe(2);
  });

  it('does not acknowledge what the store cannot take now, and says so until it can', async () => {
    const catalog = new StumblingCatalog();
    let down = true;
    let refused!: () => void;
    const refusal = new Promise<void>((resolve) => (refused = resolve));
    catalog.stumble = () => {
      if (!down) return;
      refused();
      throw new Error('connection refused');
    };
    const running = await world.run(catalog);
    await world.append(runCreated('1'));
    await refusal;
    await world.pool.ping(5_000);
    expect(await checkpoint('catalog')).toBe(0);
    expect(await running.health.complaints(Date.now(), 1_000)).toEqual(['catalog (run-events/0) is failing: connection refused']);
    down = false;
    await world.caughtUp(running, [catalog]);
    expect(await runNames()).toEqual(['run-1']);
    expect(await running.health.complaints(Date.now(), 1_000)).toEqual([]);
  });

  it('takes a commit whose answer was lost for what it is', async () => {
    const keys = new ListedKeys();
    await world.append(runCreated('1'));
    const transaction = world.pool.transaction.bind(world.pool);
    const catalog = new CatalogProjector();
    jest.spyOn(world.pool, 'transaction').mockImplementationOnce(async (work) => {
      await transaction(work);
      throw new Error('the connection broke after COMMIT');
    });
    const { health } = await world.project(catalog, keys);
    expect(await runNames()).toEqual(['run-1']);
    expect(await health.statuses()).toMatchObject([{ projection: 'catalog', failures: 1, records: 1 }, {}]);
  });

  it('stops when the log ends before the checkpoint, and never resets it', async () => {
    await world.append(runCreated('1'));
    await world.project(new CatalogProjector());
    await world.pool.db.updateTable('projection_checkpoint').set({ next_offset: 500 }).execute();
    const { health } = await world.run(new CatalogProjector());
    await untilStopped(health);
    expect(await health.complaints(Date.now(), 1_000)).toEqual([expect.stringMatching(/catalog \(run-events\/0\) stopped: /)]);
    expect(await checkpoint('catalog')).toBe(500);
  });

  describe('with data that cannot be used', () => {
    const poison = {
      key: '1',
      headers: { id: 'x', type: 'RunFinished', version: '1', time: '1', actor: 'ann' },
      value: Buffer.from('{"exitCode":'),
    };

    it('buries an undecodable record with its origin and bytes, and stores the rest', async () => {
      await world.append(runCreated('1'));
      const offset = await world.appendRecords('run-events', [poison]);
      await world.append(event('RunFinished', '1', { exitCode: 0 }));
      const { health } = await world.project(new CatalogProjector());
      const letters = await world.log.read('dead-letters', 0, 0, { maxRecords: 10, maxBytes: 1_000_000 });
      expect(letters).toHaveLength(1);
      expect(letters[0]).toMatchObject({
        key: '1',
        value: poison.value,
        headers: {
          ...poison.headers,
          topic: 'run-events',
          partition: '0',
          offset: String(offset),
          reason: expect.stringContaining('JSON') as string,
        },
      });
      expect(await health.statuses()).toMatchObject([{ deadLetters: 1, failures: 0, nextOffset: 3 }]);
      const run = await world.pool.db.selectFrom('runs').select(['state', 'exit_code']).executeTakeFirstOrThrow();
      expect(run).toEqual({ state: 'finished', exit_code: 0 });
    });

    it('finds the one record that the store refuses, and stores the rest', async () => {
      for (let run = 1; run <= 9; run += 1) await world.append(runCreated(String(run)));
      // The name is taken in this project: a unique constraint refuses the second.
      await world.append(runCreated('10', 'run-4'), runCreated('11'));
      const { health } = await world.project(new CatalogProjector());
      expect(await runNames()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '11'].map((id) => `run-${id}`));
      const [letter] = await world.log.read('dead-letters', 0, 0, { maxRecords: 10, maxBytes: 1_000_000 });
      expect(letter?.headers).toMatchObject({ offset: '9', reason: expect.stringMatching(/^refused by the store: .*unique/) as string });
      expect(await health.statuses()).toMatchObject([{ deadLetters: 1, failures: 0, nextOffset: 11 }]);
    });

    it('shows a letter that was buried twice once', async () => {
      await world.appendRecords('run-events', [poison]);
      const catalog = new StumblingCatalog();
      await world.project(catalog);
      await world.pool.db.deleteFrom('projection_checkpoint').execute();
      await world.project(catalog);
      expect(await world.log.endOffset('dead-letters', 0)).toBe(2);
      await world.project(new DeadLettersProjector());
      const letters = await world.pool.db.selectFrom('dead_letters').selectAll().execute();
      expect(letters).toMatchObject([
        { dead_letter_id: 'run-events/0/0/', topic: 'run-events', record_offset: 0, run_id: '1', line: null },
      ]);
    });
  });

  it('lingers for a fuller batch until somebody waits for it, and loses nothing at the seam', async () => {
    class Lingering extends ListedKeys {
      override readonly linger = { milliseconds: 600_000, belowBytes: 100_000 };
    }
    const keys = new Lingering();
    const { progress } = await world.run(keys);
    const first = await world.append(runCreated('1'));
    // After a pause nothing is gathered: whoever does not hurry sees the first record as soon.
    expect(await progress.follow(keys.id, 'run-events', 0, first, 60_000)).toBe(true);
    await world.append(runCreated('2'));
    await world.append(runCreated('3'));
    const last = await world.append(runCreated('4'));
    expect(await progress.waitFor(keys.id, 'run-events', 0, last, 60_000)).toBe(true);
    expect(keys.batches).toEqual([1, 3]);
    expect([...keys.rows.values()]).toEqual(['1', '2', '3', '4']);
  });

  it('gives a projector no more than it asked for', async () => {
    await world.appendRecords(
      'run-events',
      Array.from({ length: 25 }, (_, run) => encodeEvent(runCreated(String(run + 1)))),
    );
    const keys = Object.assign(new ListedKeys(), { limits: { maxRecords: 10, maxBytes: 1_000_000 } });
    await world.project(keys);
    expect(keys.batches).toEqual([10, 10, 5]);
  });
});

/** Stops by itself: awaited by looking, because health has no event. */
async function untilStopped(health: { statuses(): Promise<readonly { readonly state: string }[]> }): Promise<void> {
  while ((await health.statuses()).some((status) => status.state !== 'stopped')) await new Promise((resolve) => setImmediate(resolve));
}
