import { Logger } from '@nestjs/common';
import type { PglitePool } from '@runstead/postgres/pglite';
import type { LoggedEvent, StreamChunk } from '@runstead/run-domain';
import fc from 'fast-check';
import type { Transaction } from 'kysely';
import type { Database } from '@runstead/postgres';
import { CatalogProjector } from './catalog/catalog.projector';
import { DeadLettersProjector } from './dead-letters/dead-letters.projector';
import { chunk, event, runCreated } from './fixtures/events';
import { ProjectionWorld } from './fixtures/projection-world';
import type { ProjectionBatch, ProjectionOutcome, Projector } from './projector';
import { StreamsProjector } from './streams/streams.projector';

jest.setTimeout(120_000);

/** Fails before some commits, as a crash would, and is offered the batch again. */
class FailingCatalog extends CatalogProjector {
  failures: boolean[] = [];
  override async write(batch: ProjectionBatch, tx: Transaction<Database>): Promise<ProjectionOutcome> {
    const outcome = await super.write(batch, tx);
    if (this.failures.pop() === true) throw new Error('crash between rows and checkpoint');
    return outcome;
  }
}

const runId = fc.constantFrom('1', '2', '3');
const name = fc.constantFrom('a', 'b');
const time = fc.integer({ min: 1, max: 5 });
const number = fc.integer({ min: 0, max: 6 });

/** Events that meet often: few runs, few files, few times, in any order, created or not. */
const loggedEvent: fc.Arbitrary<LoggedEvent> = fc.oneof(
  runId.map((id) => runCreated(id)),
  fc.tuple(runId, number).map(([id, lr]) => event('RunConfigChanged', id, { config: { [`k${lr}`]: { value: lr } }, merge: lr % 2 === 0 })),
  fc.tuple(runId, time, number).map(([id, at, loss]) => event('RunSummaryEdited', id, { summary: { loss } }, at)),
  fc.tuple(runId, fc.constantFrom(0, 1)).map(([id, exitCode]) => event('RunFinished', id, { exitCode })),
  runId.map((id) => event('RunRevived', id, { evidence: 'lines' })),
  runId.map((id) => event('RunDeleted', id, {})),
  fc
    .tuple(runId, name, number)
    .map(([id, file, size]) => event('RunFileStored', id, { name: file, size, md5: '', objectKey: `o${size}`, contentType: '' })),
  fc.tuple(runId, name).map(([id, file]) => event('RunFileDeleted', id, { name: file })),
  fc
    .tuple(name, number)
    .map(([username, n]) => event('UserSaved', `account:${username}`, { userId: String(n + 1), username, admin: n > 3 })),
  name.map((username) => event('UserRemoved', `account:${username}`, { username })),
  fc
    .tuple(number, number)
    .map(([revision, n]) => event('WorkspaceSaved', 'workspace:a:7', { username: 'a', projectId: '7', revision, document: { n } })),
  // Two projects' worth of one name: what a unique constraint refuses must not depend on the batch either.
  fc.tuple(fc.constantFrom('4', '5'), name).map(([id, taken]) => runCreated(id, taken)),
);

const streamChunk: fc.Arbitrary<StreamChunk> = fc
  .record({
    id: runId,
    type: fc.constantFrom('HistoryAppended', 'SummaryChanged', 'OutputAppended'),
    lines: fc.array(fc.constantFrom('{"a":1}', '{"b":NaN}', 'broken'), { maxLength: 3 }),
    firstLine: number,
    generation: fc.constantFrom(0, 0, 1, 2),
    time,
    writer: fc.constantFrom('', 'w'),
    repeated: number,
  })
  .map(({ id, type, lines, ...told }) => chunk(id, type, lines, told));

describe('a rebuild', () => {
  let pool: PglitePool;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    pool = await ProjectionWorld.openPool();
  });
  afterAll(() => pool.close());

  const limited = <P extends Projector>(projector: P, maxRecords: number): P =>
    Object.assign(projector, { limits: { maxRecords, maxBytes: 1_000_000 } });
  const project = async (world: ProjectionWorld, maxRecords: number, failures: readonly boolean[]): Promise<void> => {
    await world.project(
      limited(Object.assign(new FailingCatalog(), { failures: [...failures] }), maxRecords),
      limited(new StreamsProjector(), maxRecords),
    );
    await world.project(limited(new DeadLettersProjector(), maxRecords));
  };

  it('gives the same rows for any size of the batches and after any crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(loggedEvent, { minLength: 20, maxLength: 60, size: 'max' }),
        fc.array(streamChunk, { minLength: 10, maxLength: 40, size: 'max' }),
        fc.integer({ min: 2, max: 9 }),
        fc.array(fc.boolean(), { maxLength: 3 }),
        async (events, chunks, batchSize, failures) => {
          const world = await ProjectionWorld.open(pool);
          try {
            await world.append(runCreated('1'), ...events);
            await world.appendChunks(...chunks);
            await project(world, 1, []);
            const oneByOne = await world.dump();
            await world.forget();
            await project(world, batchSize, failures);
            expect(await world.dump()).toEqual(oneByOne);
            await world.forget();
            await project(world, 1_000, []);
            expect(await world.dump()).toEqual(oneByOne);
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
