import { Injectable } from '@nestjs/common';
import { EventLog, LogUnavailableError } from '@runstead/event-log';
import { Peers } from '@runstead/postgres';
import { ProjectionProgress } from '@runstead/projections';
import { KeyedQueue, passLogEnd } from '@runstead/run-commands';
import { Clock, currentVersion, encodeEvent, Ids, type ArtifactEvent } from '@runstead/run-domain';

const PROJECTION = 'artifacts';
const TOPIC = 'run-events';

/** An event before the journal gives it id, time and version. */
export type ArtifactFact = { [E in ArtifactEvent as E['type']]: Pick<E, 'type' | 'data'> }[ArtifactEvent['type']];

/** Appends events of artifacts and waits until the projection that the next command decides on holds them. */
@Injectable()
export class ArtifactJournal {
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly peers: Peers,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Commands on the same thing decide one after the other, on rows that hold all that is in the log. Throws
   * `LogUnavailableError` (503: the client repeats) while the projection is behind.
   */
  async decide<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.queue.run(key, async () =>
      this.peers.turn(`artifact:${key}`, async () => {
        await this.caughtUp();
        return work();
      }),
    );
  }

  async caughtUp(): Promise<void> {
    await passLogEnd(this.log, this.progress, PROJECTION, TOPIC);
  }

  /** Durable and visible. A crash after the append leaves them in the log; every command can be repeated. */
  async record(projectId: string, facts: readonly ArtifactFact[], actor: string): Promise<void> {
    const last = await this.append(projectId, facts, actor);
    if (!last || (await this.progress.waitFor(PROJECTION, TOPIC, last.partition, last.offset))) return;
    throw new LogUnavailableError('The projection of artifacts is behind the log');
  }

  /** Durable, visible a little later. */
  async append(projectId: string, facts: readonly ArtifactFact[], actor: string) {
    if (facts.length === 0) return null;
    const positions = await this.log.append(
      TOPIC,
      facts.map((fact) => encodeEvent(this.envelope(projectId, fact, actor))),
    );
    return positions.at(-1) ?? null;
  }

  private envelope(projectId: string, fact: ArtifactFact, actor: string): ArtifactEvent {
    const version = currentVersion(fact.type);
    const envelope = { id: this.ids.eventId(), version, key: `artifacts:${projectId}`, time: this.clock.now(), actor };
    return { ...envelope, ...fact } as ArtifactEvent;
  }
}
