import { Injectable } from '@nestjs/common';
import { EventLog, type StoredRecord } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { TOPICS, decodeChunk, decodeEvent, type Topic } from '@runstead/run-domain';
import { sql } from 'kysely';
import { MetricsProjector } from '../metrics/metrics.projector';
import { ProjectionProgress } from '../projection-progress';
import { repairRecord } from './repair-record';
import { letterId } from './letter-id';

export interface LetterFilter {
  readonly state?: 'open' | 'repaired' | 'all';
  readonly runId?: string;
  readonly reason?: string;
}

export interface Letter {
  readonly id: string;
  /** The projection that could not use it; null when the server's door could not. */
  readonly projection: string | null;
  readonly runId: string | null;
  /** `entity/project/run`, when the run is known. */
  readonly run: string | null;
  readonly file: string | null;
  readonly writer: string | null;
  readonly line: number | null;
  readonly reason: string;
  readonly occurredAt: number;
  readonly repairedAt: number | null;
  readonly repairedBy: string | null;
}

export interface LetterCount {
  readonly reason: string;
  readonly projection: string | null;
  readonly open: number;
  readonly repaired: number;
}

export interface ReplayOutcome {
  readonly id: string;
  readonly repaired: boolean;
  /** Why not, in words. */
  readonly reason: string | null;
}

/** For operators: what could not be used, and trying it again. */
@Injectable()
export class DeadLetterOffice {
  constructor(
    private readonly log: EventLog,
    private readonly pool: SqlPool,
    private readonly metrics: MetricsProjector,
    private readonly progress: ProjectionProgress,
  ) {}

  /** By reason, the most frequent first. */
  async counts(): Promise<LetterCount[]> {
    const rows = await this.pool.db
      .selectFrom('dead_letters')
      .select(['reason', 'projection'])
      .select(sql<string>`count(*) FILTER (WHERE repaired_at IS NULL)`.as('open'))
      .select(sql<string>`count(*) FILTER (WHERE repaired_at IS NOT NULL)`.as('repaired'))
      .groupBy(['reason', 'projection'])
      .orderBy(sql`count(*) DESC, reason, projection`)
      .execute();
    return rows.map((row) => ({ ...row, open: Number(row.open), repaired: Number(row.repaired) }));
  }

  /** The newest first; `after`: the id of the last one of the page before. */
  async page(filter: LetterFilter, after: string | null, limit: number): Promise<Letter[]> {
    let query = this.letters(filter).orderBy('d.occurred_at', 'desc').orderBy('d.dead_letter_id', 'asc').limit(limit);
    if (after !== null)
      query = query.where(
        sql<boolean>`(d.occurred_at, d.dead_letter_id) IS DISTINCT FROM NULL AND EXISTS (SELECT 1 FROM dead_letters a WHERE a.dead_letter_id = ${after}
          AND (d.occurred_at < a.occurred_at OR (d.occurred_at = a.occurred_at AND d.dead_letter_id > a.dead_letter_id)))`,
      );
    return (await query.execute()).map(toLetter);
  }

  /** With its bytes, as they came; null when there is no such letter. */
  async letter(
    id: string,
  ): Promise<{ readonly letter: Letter; readonly headers: Readonly<Record<string, string>>; readonly bytes: Buffer } | null> {
    const row = await this.letters({ state: 'all' }).where('d.dead_letter_id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    const record = row.letter_offset === null ? null : await this.read('dead-letters', row.letter_partition ?? 0, row.letter_offset);
    return { letter: toLetter(row), headers: record?.headers ?? {}, bytes: record?.value ?? Buffer.alloc(0) };
  }

  /**
   * Offers the data of each letter to the code of today. What can be used now is stored at its own place in the log, and a record
   * says so: the letter is no longer open, and stays counted.
   */
  async replay(ids: readonly string[], by: string): Promise<ReplayOutcome[]> {
    const outcomes: ReplayOutcome[] = [];
    let last = -1;
    for (const id of ids) {
      const reason = await this.tryAgain(id);
      outcomes.push({ id, repaired: reason === null, reason });
      if (reason !== null) continue;
      const found = await this.letter(id);
      const [position] = await this.log.append('dead-letters', [repairRecord(id, found?.letter.runId ?? id, by)]);
      last = position?.offset ?? last;
    }
    if (last >= 0) await this.progress.waitFor('dead-letters', 'dead-letters', 0, last);
    return outcomes;
  }

  /** Null when it is stored now, else why not. */
  private async tryAgain(id: string): Promise<string | null> {
    const row = await this.pool.db.selectFrom('dead_letters').selectAll().where('dead_letter_id', '=', id).executeTakeFirst();
    if (row === undefined) return 'there is no such letter';
    if (row.repaired_at !== null) return 'it was repaired before';
    const topic = TOPICS.find((one) => one === row.topic);
    if (topic === undefined || topic === 'dead-letters')
      return 'the server refused it: it never came into the log, only its sender can send it again';
    const record = await this.read(topic, row.partition, row.record_offset);
    if (record === null) return `the log has no record ${topic}/${row.partition}/${row.record_offset}`;
    if (topic === 'run-streams' && row.projection === 'metrics') return this.projectLines(record, id);
    return wholeRecord(record, row.projection ?? (topic === 'run-events' ? 'catalog' : 'streams'));
  }

  /** Lines are keyed by their place in the log: writing them late gives the same rows as in time. */
  private async projectLines(record: StoredRecord, id: string): Promise<string | null> {
    const { topic, partition, offset } = record;
    const { deadLetters } = await this.metrics.write({ topic, partition, start: offset, end: offset + 1, records: [record] });
    const still = deadLetters.find((letter) => letterId(letter.toRecord('metrics').headers) === id);
    return still?.reason ?? null;
  }

  private async read(topic: Topic, partition: number, offset: number): Promise<StoredRecord | null> {
    if (offset >= (await this.log.endOffset(topic, partition))) return null;
    const [record] = await this.log.read(topic, partition, offset, { maxRecords: 1, maxBytes: 1 });
    return record ?? null;
  }

  private letters({ state = 'open', runId, reason }: LetterFilter) {
    let query = this.pool.db
      .selectFrom('dead_letters as d')
      .leftJoin('runs as r', 'r.run_id', 'd.run_id')
      .selectAll('d')
      .select(['r.entity', 'r.project', 'r.name']);
    if (state !== 'all') query = query.where('d.repaired_at', state === 'open' ? 'is' : 'is not', null);
    if (runId !== undefined) query = query.where('d.run_id', '=', runId);
    if (reason !== undefined) query = query.where('d.reason', '=', reason);
    return query;
  }
}

type LetterRow = Awaited<ReturnType<ReturnType<DeadLetterOffice['letters']>['execute']>>[number];

function toLetter(row: LetterRow): Letter {
  return {
    id: row.dead_letter_id,
    projection: row.projection,
    runId: row.run_id,
    run: row.name === null ? null : `${row.entity ?? ''}/${row.project ?? ''}/${row.name}`,
    file: row.file,
    writer: row.writer,
    line: row.line,
    reason: row.reason,
    occurredAt: row.occurred_at.getTime(),
    repairedAt: row.repaired_at?.getTime() ?? null,
    repairedBy: row.repaired_by,
  };
}

/** Events and counters are folded in the order of the log: applied late they would give other rows than a rebuild. */
function wholeRecord(record: StoredRecord, projection: string): string {
  try {
    if (record.topic === 'run-events') decodeEvent(record);
    else decodeChunk(record);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return `its record can be read, but is used only in the order of the log: npm run rebuild -- ${projection}`;
}
