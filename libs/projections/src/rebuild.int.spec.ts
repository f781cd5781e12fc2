import { Logger } from '@nestjs/common';
import type { PglitePool } from '@runstead/postgres/pglite';
import fc from 'fast-check';
import type { Transaction } from 'kysely';
import type { Database } from '@runstead/postgres';
import { CatalogProjector } from './catalog/catalog.projector';
import { DeadLettersProjector } from './dead-letters/dead-letters.projector';
import { loggedEvent, streamChunk } from './fixtures/arbitrary-log';
import { runCreated } from './fixtures/events';
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
