import type { Topic } from '@runstead/run-domain';

/**
 * How far each projection has come, for read-your-writes: a command appends, waits until the projector has committed
 * past its position (5 s at most), and answers from the row.
 */
export class ProjectionProgress {
  private readonly reached = new Map<string, number>();
  private readonly waiting = new Map<string, Set<{ readonly offset: number; readonly wake: () => void }>>();

  /** Called by the runner after a commit; `nextOffset` is the checkpoint just written. */
  committed(projection: string, topic: Topic, partition: number, nextOffset: number): void {
    const key = `${projection}/${topic}/${partition}`;
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
    return this.reached.get(`${projection}/${topic}/${partition}`) ?? 0;
  }

  /** True when the projection holds `offset`; false on time-out. */
  async waitFor(projection: string, topic: Topic, partition: number, offset: number, timeoutMs = 5_000): Promise<boolean> {
    const key = `${projection}/${topic}/${partition}`;
    if ((this.reached.get(key) ?? 0) > offset) return true;
    const waiters = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, waiters);
    return new Promise<boolean>((resolve) => {
      const settle = (answer: boolean): void => {
        clearTimeout(timer);
        waiters.delete(waiter);
        resolve(answer);
      };
      const waiter = { offset, wake: () => settle(true) };
      const timer = setTimeout(() => settle(false), timeoutMs);
      waiters.add(waiter);
    });
  }
}
