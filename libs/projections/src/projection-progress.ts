import type { Topic } from '@runstead/run-domain';

interface Waiter {
  readonly offset: number;
  readonly hurried: boolean;
  readonly wake: () => void;
}

/**
 * How far each projection has come, for read-your-writes: a command appends, waits until the projector has committed
 * past its position (5 s at most), and answers from the row.
 */
export class ProjectionProgress {
  private readonly reached = new Map<string, number>();
  private readonly waiting = new Map<string, Set<Waiter>>();
  private readonly lingering = new Map<string, Set<() => void>>();

  /** Called by the runner after a commit; `nextOffset` is the checkpoint just written. */
  committed(projection: string, topic: Topic, partition: number, nextOffset: number): void {
    const key = keyOf(projection, topic, partition);
    this.reached.set(key, nextOffset);
    const waiters = this.waiting.get(key);
    if (!waiters) return;
    for (const waiter of waiters) if (waiter.offset < nextOffset) waiter.wake();
  }

  /** Somebody waits for a projection now. */
  get awaited(): boolean {
    for (const waiters of this.waiting.values()) if (waiters.size > 0) return true;
    return false;
  }

  /** The next offset the projection will read, or 0. */
  nextOffset(projection: string, topic: Topic, partition: number): number {
    return this.reached.get(keyOf(projection, topic, partition)) ?? 0;
  }

  /** True when the projection holds `offset`; false on time-out. Somebody waits for the answer: the projector does not linger. */
  waitFor(projection: string, topic: Topic, partition: number, offset: number, timeoutMs = 5_000): Promise<boolean> {
    const key = keyOf(projection, topic, partition);
    const answer = this.wait(key, offset, timeoutMs, true);
    for (const hurry of [...(this.lingering.get(key) ?? [])]) hurry();
    return answer;
  }

  /** As `waitFor`, for one who can wait until the projector comes to it by itself. */
  follow(projection: string, topic: Topic, partition: number, offset: number, timeoutMs = 5_000): Promise<boolean> {
    return this.wait(keyOf(projection, topic, partition), offset, timeoutMs, false);
  }

  /** Resolves after `milliseconds`, when somebody begins to wait for the projection (at once when somebody does), or when `signal` aborts. */
  async lingered(projection: string, topic: Topic, partition: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    const key = keyOf(projection, topic, partition);
    if (signal.aborted || [...(this.waiting.get(key) ?? [])].some(({ hurried }) => hurried)) return;
    const hurries = this.lingering.get(key) ?? new Set();
    this.lingering.set(key, hurries);
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        hurries.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      hurries.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  private async wait(key: string, offset: number, timeoutMs: number, hurried: boolean): Promise<boolean> {
    if ((this.reached.get(key) ?? 0) > offset) return true;
    const waiters = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, waiters);
    return new Promise<boolean>((resolve) => {
      const settle = (answer: boolean): void => {
        clearTimeout(timer);
        waiters.delete(waiter);
        resolve(answer);
      };
      const waiter = { offset, hurried, wake: () => settle(true) };
      const timer = setTimeout(() => settle(false), timeoutMs);
      waiters.add(waiter);
    });
  }
}

function keyOf(projection: string, topic: Topic, partition: number): string {
  return `${projection}/${topic}/${partition}`;
}
