import { Injectable } from '@nestjs/common';
import { EventLog } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { ProjectionProgress } from '@runstead/projections';
import { Clock, encodeEvent, Ids, type AccountEvent } from '@runstead/run-domain';
import { PrincipalCache } from './principal-cache';

const CATALOG = 'catalog';
const TOPIC = 'run-events';
const CATCH_UP_MS = 120_000;

/** An account event before the journal gives it id, time and version. */
export type AccountFact = { [E in AccountEvent as E['type']]: Pick<E, 'type' | 'data'> }[AccountEvent['type']];

/** Appends account events and waits until the projection that authentication reads holds them. */
@Injectable()
export class AccountJournal {
  constructor(
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly pool: SqlPool,
    private readonly cache: PrincipalCache,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * All facts of one account in one append. Resolves when they are durable and, within 5 s, visible. A crash after
   * the append leaves them in the log, and the projector shows them after the restart.
   */
  async record(account: string, facts: readonly AccountFact[], actor: string): Promise<void> {
    if (facts.length === 0) return;
    const records = facts.map((fact) => encodeEvent(this.envelope(account, fact, actor)));
    const positions = await this.log.append(TOPIC, records);
    const last = positions[positions.length - 1]!;
    await this.progress.waitFor(CATALOG, TOPIC, last.partition, last.offset);
    this.cache.clear();
  }

  /**
   * Waits until the projection holds everything that is in the log now: a decision on an older state could create
   * the first administrator twice. Throws when that takes longer than `patienceMs`.
   */
  async caughtUp(patienceMs = CATCH_UP_MS): Promise<void> {
    const partitions = await this.log.partitions(TOPIC);
    for (let partition = 0; partition < partitions; partition++) {
      const end = await this.log.endOffset(TOPIC, partition);
      if (end === 0 || (await this.checkpoint(partition)) >= end) continue;
      if (!(await this.progress.waitFor(CATALOG, TOPIC, partition, end - 1, patienceMs)))
        throw new Error(`The projection "${CATALOG}" did not catch up with the log within ${patienceMs / 1000} seconds`);
    }
  }

  private async checkpoint(partition: number): Promise<number> {
    const row = await this.pool.db
      .selectFrom('projection_checkpoint')
      .select('next_offset')
      .where('projection', '=', CATALOG)
      .where('topic', '=', TOPIC)
      .where('partition', '=', partition)
      .executeTakeFirst();
    return Number(row?.next_offset ?? 0);
  }

  private envelope(account: string, fact: AccountFact, actor: string): AccountEvent {
    const envelope = { id: this.ids.eventId(), version: 1, key: `account:${account}`, time: this.clock.now(), actor };
    return { ...envelope, ...fact } as AccountEvent;
  }
}
