import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed, type RunChange } from '@runstead/projections';
import type { LiveEvent } from '@runstead/ui-contract';
import { LiveStream } from './live-stream';
import { RunNameCache } from './run-name-cache';

const COALESCE_MS = 250;
const HEARTBEAT_MS = 15_000;

/** What has changed in one project since the last time it was told. */
interface Pending {
  readonly changes: Map<string, RunChange>;
  /** Set while the pause after a delivery lasts. */
  timer: NodeJS.Timeout | null;
}

/**
 * Tells browsers what became visible. The first change of a quiet project goes out at once, further ones at most every
 * 250 ms, the newest for each run and kind: a run that logs fast costs no more than one that logs slowly.
 */
@Injectable()
export class LiveHub implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly streams = new Map<string, Set<LiveStream>>();
  private readonly pending = new Map<string, Pending>();
  private stopListening: () => void = () => undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly names: RunNameCache,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.feed.subscribe((changes) => this.note(changes));
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /** Before the server closes: an open stream would keep it waiting. */
  onModuleDestroy(): void {
    this.stopListening();
    clearInterval(this.heartbeat);
    for (const { timer } of this.pending.values()) if (timer) clearTimeout(timer);
    this.pending.clear();
    for (const stream of this.open()) stream.end();
  }

  connect(projectId: string, runId: string | null, stillAllowed: () => Promise<boolean>): LiveStream {
    const stream = new LiveStream(projectId, runId, stillAllowed, (closed) => this.forget(closed));
    const listeners = this.streams.get(projectId) ?? new Set();
    listeners.add(stream);
    this.streams.set(projectId, listeners);
    return stream;
  }

  get connections(): number {
    return this.open().length;
  }

  /** Ends the streams of people who may not listen any more. A check that fails is no verdict: the next one decides. */
  async beat(): Promise<void> {
    for (const stream of this.open()) {
      const allowed = await stream.stillAllowed().catch(() => true);
      if (allowed) stream.beat();
      else stream.end();
    }
  }

  private note(changes: readonly RunChange[]): void {
    for (const change of changes) {
      if (!this.streams.has(change.projectId)) continue;
      const pending = this.pendingOf(change.projectId);
      pending.changes.set(`${change.kind}/${change.runId}`, change);
      if (pending.timer === null) this.deliver(change.projectId, pending);
    }
  }

  private pendingOf(projectId: string): Pending {
    const pending = this.pending.get(projectId) ?? { changes: new Map<string, RunChange>(), timer: null };
    this.pending.set(projectId, pending);
    return pending;
  }

  private deliver(projectId: string, pending: Pending): void {
    // After the changes of the same commit are noted, so that they go out together.
    pending.timer = setTimeout(() => {
      const changes = [...pending.changes.values()];
      pending.changes.clear();
      void this.tell(projectId, changes);
      pending.timer = setTimeout(() => {
        pending.timer = null;
        if (pending.changes.size > 0) this.deliver(projectId, pending);
        else this.pending.delete(projectId);
      }, COALESCE_MS);
    }, 0);
  }

  private async tell(projectId: string, changes: readonly RunChange[]): Promise<void> {
    // Names that cannot be read now are left out: the next change of the run brings them.
    const names = await this.names.of(changes.map(({ runId }) => runId)).catch(() => new Map<string, string>());
    for (const change of changes) {
      const run = names.get(change.runId);
      if (run === undefined) continue;
      const event = toEvent(change, run);
      for (const stream of this.streams.get(projectId) ?? [])
        if (stream.runId === null || stream.runId === change.runId) stream.send(event);
    }
  }

  private forget(stream: LiveStream): void {
    const listeners = this.streams.get(stream.projectId);
    listeners?.delete(stream);
    if (listeners?.size === 0) this.streams.delete(stream.projectId);
  }

  private open(): LiveStream[] {
    return [...this.streams.values()].flatMap((listeners) => [...listeners]);
  }
}

function toEvent({ kind, lines }: RunChange, run: string): LiveEvent {
  if (kind === 'history' || kind === 'system' || kind === 'console') return { kind, run, lines: lines ?? 0 };
  return { kind, run };
}
