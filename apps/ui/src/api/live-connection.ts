import { liveEventSchema, type LiveEvent } from '@runstead/ui-contract';
import { queryText } from './request';

/** What a page listens to; one stream at a time. */
export interface LiveTopic {
  readonly entity: string;
  readonly project: string;
  readonly run?: string | undefined;
}

export type LiveStatus = 'off' | 'live' | 'paused' | 'reconnecting';

const MAX_WAIT_MS = 30_000;
const POLL_MS = 10_000;
const HIDDEN_MS = 60_000;

/**
 * One event stream with backoff 1, 2, 4 … 30 s and jitter. While it is down, `hello` is emitted every 10 s, so that
 * listeners poll. A hidden tab holds events back and hands them over when it is shown, or once a minute.
 */
export class LiveConnection {
  private topic: LiveTopic | null = null;
  private source: EventSource | null = null;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private poll: ReturnType<typeof setInterval> | null = null;
  private release: ReturnType<typeof setTimeout> | null = null;
  private attempts = 0;
  private held: LiveEvent[] = [];
  private state: LiveStatus = 'off';
  private readonly statusListeners = new Set<() => void>();
  private readonly eventListeners = new Set<(events: readonly LiveEvent[]) => void>();

  readonly status = (): LiveStatus => this.state;

  readonly onStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  };

  readonly onEvents = (listener: (events: readonly LiveEvent[]) => void): (() => void) => {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  };

  /** Null closes the stream. */
  follow(topic: LiveTopic | null): void {
    if (JSON.stringify(topic) === JSON.stringify(this.topic)) return;
    this.topic = topic;
    this.attempts = 0;
    this.held = [];
    if (topic === null) {
      this.close();
      this.enter('off');
    } else if (this.state !== 'paused') this.open();
  }

  pause(): void {
    this.close();
    this.enter('paused');
  }

  /** Events missed meanwhile are made good by the `hello` of the new stream. */
  resume(): void {
    if (this.topic) this.open();
    else this.enter('off');
  }

  /** The page came back to the front: hand over at once what was held. */
  readonly shown = (): void => {
    if (!document.hidden) this.flush();
  };

  private open(): void {
    this.close();
    const { topic } = this;
    if (!topic) return;
    const source = new EventSource(`/api/v1/live${queryText({ ...topic })}`);
    this.source = source;
    source.onopen = () => {
      this.attempts = 0;
      this.stopPolling();
      this.enter('live');
    };
    source.onmessage = (message: MessageEvent<string>) => this.receive(message.data);
    source.onerror = () => this.lost();
  }

  private receive(text: string): void {
    const event = liveEventSchema.safeParse(parse(text));
    if (event.success) this.deliver(event.data);
  }

  private deliver(event: LiveEvent): void {
    this.held.push(event);
    if (!document.hidden) queueMicrotask(() => this.flush());
    else this.release ??= setTimeout(() => this.flush(), HIDDEN_MS);
  }

  private flush(): void {
    if (this.release) clearTimeout(this.release);
    this.release = null;
    const events = this.held;
    if (events.length === 0) return;
    this.held = [];
    for (const listener of this.eventListeners) listener(events);
  }

  private lost(): void {
    this.source?.close();
    this.source = null;
    this.enter('reconnecting');
    const wait = Math.min(MAX_WAIT_MS, 1_000 * 2 ** this.attempts) * (0.75 + Math.random() / 2);
    this.attempts += 1;
    this.retry = setTimeout(() => this.open(), wait);
    this.poll ??= setInterval(() => this.deliver({ kind: 'hello' }), POLL_MS);
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    if (this.retry) clearTimeout(this.retry);
    this.retry = null;
    if (this.state !== 'reconnecting') this.stopPolling();
  }

  private stopPolling(): void {
    if (this.poll) clearInterval(this.poll);
    this.poll = null;
  }

  private enter(state: LiveStatus): void {
    if (state !== 'reconnecting' && state !== 'live') this.stopPolling();
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.statusListeners) listener();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
