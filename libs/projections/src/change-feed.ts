import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { NoPeers, Peers } from '@runstead/postgres';
import type { Run } from '@runstead/run-domain';

/** What became visible, as positions and not as data (UI 14). Names, not row ids: the browser knows no row ids. */
export interface RunChange {
  readonly kind: 'run-created' | 'run-changed' | 'run-deleted' | 'history' | 'system' | 'console' | 'summary' | 'files';
  readonly projectId: string;
  readonly runId: string;
  /** For `history`, `system`, `console`: the number of lines the projection now holds. */
  readonly lines?: number;
  /** For `run-created`, `run-changed`, `run-deleted`: the run as it is now stored, for caches in this process; never told to a browser. */
  readonly run?: Run;
}

const CHANNEL = 'runstead_changes';
/** A message of the peers takes 7,900 bytes; a change has less than 120. */
const CHANGES_A_MESSAGE = 60;

interface Listener {
  readonly heard: (changes: readonly RunChange[]) => void;
  readonly missed: () => void;
}

/** Tells readers in every process what a projector has just committed. Delivery is best effort; a reader that missed one asks again. */
@Injectable()
export class ChangeFeed implements OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private readonly stopListening: () => void;

  constructor(private readonly peers: Peers = new NoPeers()) {
    this.stopListening = peers.listen(
      CHANNEL,
      // Written by `publish` of the same version of the code, or of a neighbouring one during an upgrade.
      (message) => this.hear(JSON.parse(message) as readonly RunChange[]),
      () => {
        for (const { missed } of this.listeners) missed();
      },
    );
  }

  onModuleDestroy(): void {
    this.stopListening();
  }

  publish(changes: readonly RunChange[]): void {
    if (changes.length === 0) return;
    this.hear(changes);
    if (this.peers.alone) return;
    for (let start = 0; start < changes.length; start += CHANGES_A_MESSAGE)
      this.peers.tell(CHANNEL, JSON.stringify(changes.slice(start, start + CHANGES_A_MESSAGE).map(withoutRun)));
  }

  /** `missed`: changes may have been lost on the way. Returns the function that ends the subscription. */
  subscribe(heard: (changes: readonly RunChange[]) => void, missed: () => void = () => undefined): () => void {
    const listener = { heard, missed };
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private hear(changes: readonly RunChange[]): void {
    for (const { heard } of this.listeners) heard(changes);
  }
}

/** Whole runs are for this process alone. */
function withoutRun({ run: _run, ...change }: RunChange): RunChange {
  return change;
}
