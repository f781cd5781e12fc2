import { Injectable } from '@nestjs/common';
import { EventLog, type LogPosition } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { passLogEnd } from '@runstead/run-commands';
import { Clock, currentVersion, encodeEvent, Ids, type SweepEvent } from '@runstead/run-domain';

/** An event before the journal gives it id, time and version. */
export type SweepFact = { [E in SweepEvent as E['type']]: Pick<E, 'type' | 'data'> }[SweepEvent['type']];

/** Appends events of sweeps; their rows are in the catalog. */
@Injectable()
export class SweepJournal {
  constructor(
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Durable when it resolves. A rejection leaves open whether the log has it: what was decided on it must be read again. */
  async append(fact: SweepFact, actor: string): Promise<LogPosition> {
    const envelope = {
      id: this.ids.eventId(),
      version: currentVersion(fact.type),
      key: `sweep:${fact.data.sweepId}`,
      time: this.clock.now(),
      actor,
    };
    const [position] = await this.log.append('run-events', [encodeEvent({ ...envelope, ...fact } as SweepEvent)]);
    return position!;
  }

  /** Waits up to 5 s for the rows; a catalog that lags hides a change for a moment and loses nothing. */
  async visible({ partition, offset }: LogPosition): Promise<void> {
    await this.progress.waitFor('catalog', 'run-events', partition, offset);
  }

  /** Resolves when the rows hold all that is in the log now. Throws `LogUnavailableError` (503) when that takes too long. */
  async rowsAreComplete(): Promise<void> {
    await passLogEnd(this.log, this.progress, 'catalog', 'run-events');
  }
}
