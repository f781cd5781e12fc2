import { Transform } from 'node:stream';
import type { ClickHouse } from '@runstead/clickhouse';
import type { EventLog, LogRecord } from '@runstead/event-log';
import type { ObjectStore } from '@runstead/object-store';
import type { SqlPool } from '@runstead/postgres';
import type { Failpoint } from './failpoint';

export interface ArmableStores {
  readonly log: EventLog;
  readonly postgres: SqlPool;
  readonly clickHouse: ClickHouse;
  readonly objects: ObjectStore;
}

/**
 * Puts the failpoint between the calls of the ports. Only what must be watched is replaced, on these objects alone: a
 * server without a failpoint runs none of this.
 */
export function armStores(stores: ArmableStores, failpoint: Failpoint): void {
  armLog(stores.log, failpoint);
  armPostgres(stores.postgres, failpoint);
  armClickHouse(stores.clickHouse, failpoint);
  armObjects(stores.objects, failpoint);
}

function armLog(log: EventLog, failpoint: Failpoint): void {
  const append = log.append.bind(log);
  log.append = async (topic, records) => {
    const ends = topic === 'run-events' && records.some(endsRun);
    if (topic === 'run-streams') failpoint.reached('before-append');
    if (ends) failpoint.reached('before-state-event');
    const positions = await append(topic, records);
    if (topic === 'run-streams') failpoint.reached('after-append');
    if (ends) failpoint.reached('after-state-event');
    return positions;
  };
}

function endsRun({ headers }: LogRecord): boolean {
  return headers['type'] === 'RunFinished';
}

/** A transaction is told by the checkpoint that it moves. */
function armPostgres(postgres: SqlPool, failpoint: Failpoint): void {
  const names = { catalog: 'in-catalog-transaction', streams: 'in-streams-transaction' } as const;
  if (!Object.values<string>(names).includes(failpoint.name)) return;
  const transaction = postgres.transaction.bind(postgres);
  postgres.transaction = async (work) =>
    transaction(async (tx) => {
      const checkpoints = tx.selectFrom('projection_checkpoint').select(['projection', 'topic', 'next_offset']);
      const before = await checkpoints.execute();
      const result = await work(tx);
      for (const { projection, topic, next_offset } of await checkpoints.execute()) {
        const old = before.find((row) => row.projection === projection && row.topic === topic);
        if (old?.next_offset !== next_offset && projection in names) failpoint.reached(names[projection as keyof typeof names]);
      }
      return result;
    });
}

function armClickHouse(clickHouse: ClickHouse, failpoint: Failpoint): void {
  const insertTsv = clickHouse.insertTsv.bind(clickHouse);
  clickHouse.insertTsv = async (table, columns, body, token) => {
    if (table === 'projection_checkpoints') failpoint.reached('after-sink-rows');
    await insertTsv(table, columns, body, token);
    if (table === 'projection_checkpoints') failpoint.reached('after-sink-checkpoint');
  };
}

function armObjects(objects: ObjectStore, failpoint: Failpoint): void {
  const put = objects.put.bind(objects);
  objects.put = async (key, body) => {
    const watched = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        failpoint.reached('mid-upload');
        done(null, chunk);
      },
    });
    body.on('error', (error) => watched.destroy(error));
    const stored = await put(key, body.pipe(watched));
    failpoint.reached('after-upload');
    return stored;
  };
}
