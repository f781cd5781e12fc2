import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Peers } from '@runstead/postgres';
import { LruMap } from '@runstead/run-commands';
import { Clock } from '@runstead/run-domain';

const CHANNEL = 'sweep_agents';
/** More than any fleet; an agent that is forgotten is given its whole grace again. */
const KNOWN = 100_000;
const TELL_EVERY_MS = 30_000;

/** When agents were last heard, by any process. */
@Injectable()
export class AgentSigns implements OnModuleDestroy {
  private readonly seen = new LruMap<number>(KNOWN);
  private readonly told = new LruMap<number>(KNOWN);
  private readonly end: () => void;

  constructor(
    private readonly clock: Clock,
    private readonly peers: Peers,
  ) {
    this.end = peers.listen(
      CHANNEL,
      (agentId) => this.seen.set(agentId, this.clock.now()),
      // Something may have been missed: silence before now proves nothing.
      () => (this.quietSince = this.clock.now()),
    );
    this.quietSince = clock.now();
  }

  private quietSince: number;

  onModuleDestroy(): void {
    this.end();
  }

  heard(agentId: string): void {
    const now = this.clock.now();
    this.seen.set(agentId, now);
    if (this.peers.alone || now - (this.told.get(agentId) ?? 0) < TELL_EVERY_MS) return;
    this.told.set(agentId, now);
    this.peers.tell(CHANNEL, agentId);
  }

  /** Milliseconds since the epoch; a process that has just begun to listen counts from then. */
  lastSeen(agentId: string): number {
    return Math.max(this.seen.get(agentId) ?? 0, this.quietSince);
  }
}
