const QUIET_MS = 10_000;

/**
 * Gives memory back to the system when inserting has paused: the engine's allocator keeps several hundred megabytes after
 * a burst (measured: 808 MB, 397 MB after the purge).
 */
export class QuietPurge {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly purge: () => Promise<void>) {}

  /** Something was inserted. */
  touch(): void {
    if (this.timer) {
      this.timer.refresh();
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = null;
      // Only memory is at stake; the next pause tries again.
      this.purge().catch(() => undefined);
    }, QUIET_MS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
