import { Injectable } from '@nestjs/common';
import type { StoredRecord } from '@runstead/event-log';
import type { Database } from '@runstead/postgres';
import { STREAM_FILES, type Topic } from '@runstead/run-domain';
import { sql, type Selectable, type Transaction } from 'kysely';
import { slices } from '../bound-arrays';
import { letterId } from './letter-id';
import { markRepaired, repairOf } from './repair-record';
import { PostgresProjector, type ProjectionBatch, type ProjectionOutcome } from '../projector';

type DeadLetterRow = Selectable<Database['dead_letters']>;

/** A dead letter and the stream that it counts for. */
interface Burial {
  readonly row: DeadLetterRow;
  readonly writer: string;
  readonly time: Date;
}

/**
 * `dead-letters` into Postgres, for the run page and for operators. A letter may be buried several times (by two projections, or
 * again after a crash): its id is its origin, and only the first one is inserted and counted. A later record of the topic may
 * say that it was repaired (`repairRecord`).
 */
@Injectable()
export class DeadLettersProjector extends PostgresProjector {
  readonly id = 'dead-letters';
  readonly topics: readonly Topic[] = ['dead-letters'];

  async write(batch: ProjectionBatch, tx: Transaction<Database>): Promise<ProjectionOutcome> {
    let letters: StoredRecord[] = [];
    for (const record of batch.records) {
      const repair = repairOf(record);
      if (repair === null) {
        letters.push(record);
        continue;
      }
      // In the order of the log, so that the rows do not depend on how it is cut into batches.
      await buryAll(tx, letters);
      letters = [];
      await markRepaired(tx, repair);
    }
    await buryAll(tx, letters);
    return { changes: [], deadLetters: [] };
  }
}

async function buryAll(tx: Transaction<Database>, records: readonly StoredRecord[]): Promise<void> {
  const burials = new Map<string, Burial>();
  for (const record of records) {
    const burial = burialOf(record);
    if (!burials.has(burial.row.dead_letter_id)) burials.set(burial.row.dead_letter_id, burial);
  }
  for (const slice of slices([...burials.values()], 500)) {
    const inserted = await tx
      .insertInto('dead_letters')
      .values(slice.map(({ row }) => row))
      .onConflict((conflict) => conflict.doNothing())
      .returning('dead_letter_id')
      .execute();
    const fresh = new Set(inserted.map((row) => row.dead_letter_id));
    await count(
      tx,
      slice.filter(({ row }) => fresh.has(row.dead_letter_id)),
    );
  }
}

function burialOf(record: StoredRecord): Burial {
  const { headers } = record;
  const type = headers['type'];
  const origin = { topic: headers['topic'] ?? record.topic, partition: headers['partition'] ?? String(record.partition) };
  const offset = headers['offset'] ?? String(record.offset);
  const runId = headers['runId'] ?? (origin.topic === 'run-events' ? record.key : '');
  return {
    row: {
      dead_letter_id: letterId(headers, record),
      topic: origin.topic,
      partition: countOr(origin.partition, 0),
      record_offset: countOr(offset, 0),
      run_id: /^[1-9]\d{0,18}$/.test(runId) && BigInt(runId) < 2n ** 63n ? runId : null,
      file: headers['file'] ?? Object.entries(STREAM_FILES).find(([, chunk]) => chunk === type)?.[0] ?? null,
      line: headers['line'] === undefined ? null : countOr(headers['line'], 0),
      reason: headers['reason'] ?? 'unknown',
      occurred_at: new Date(record.appendedAt),
      projection: headers['projection'] ?? null,
      writer: headers['writer'] ?? null,
      letter_partition: record.partition,
      letter_offset: record.offset,
      repaired_at: null,
      repaired_by: null,
    },
    writer: headers['writer'] ?? '',
    // Of the chunk itself: the row that is made here holds nothing that the chunk's own fold would not give it.
    time: new Date(countOr(headers['time'], record.appendedAt)),
  };
}

function countOr(text: string | undefined, otherwise: number): number {
  const count = Number(text);
  return text !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : otherwise;
}

/** Adds to the receipt of each stream; its row may not be there yet, because projections do not wait for one another. */
async function count(tx: Transaction<Database>, burials: readonly Burial[]): Promise<void> {
  const streams = burials.filter(({ row }) => row.run_id !== null && row.file !== null);
  if (streams.length === 0) return;
  await sql`
    INSERT INTO run_streams AS s (run_id, writer, file, next_line, lines_received, lines_logged, lines_repeated, lines_rewritten, lines_skipped,
      bytes_logged, dead_letters, first_at, last_at)
    SELECT run_id, writer, file, 0, 0, 0, 0, 0, 0, 0, count(*), min(at), max(at)
    FROM unnest(${streams.map(({ row }) => row.run_id)}::bigint[], ${streams.map(({ writer }) => writer)}::text[],
      ${streams.map(({ row }) => row.file)}::text[], ${streams.map(({ time }) => time)}::timestamptz[]) AS t (run_id, writer, file, at)
    GROUP BY run_id, writer, file
    ON CONFLICT (run_id, writer, file) DO UPDATE SET dead_letters = s.dead_letters + excluded.dead_letters,
      first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at)`.execute(tx);
}
