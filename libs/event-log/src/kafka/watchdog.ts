/** No answer to any long poll for so long, though each is answered within a fraction of a second: something has hung for good. */
const SILENCE_MS = 60_000;
const LOOK_EVERY_MS = 10_000;

export interface Watched {
  /** How many readers wait for records. */
  readonly waiting: () => number;
  /** Rejects when Kafka cannot be reached over other connections. */
  readonly reachable: () => Promise<unknown>;
  /** In milliseconds, never going back. */
  readonly now: () => number;
  readonly onStuck: (sentence: string) => void;
}

/**
 * kafkajs has hung for ever after restarts of brokers (kafkajs#335, #1439, #1513): connected, silent. Readers that get no answer while Kafka
 * answers others are beyond repair here; the process has to be started again. With Kafka away nothing is stuck: it is waited for.
 */
export class Watchdog {
  private heard: number;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly watched: Watched) {
    this.heard = watched.now();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** A long poll was answered. */
  answered(): void {
    this.heard = this.watched.now();
  }

  async look(): Promise<void> {
    const { waiting, reachable, now, onStuck } = this.watched;
    if (waiting() === 0) return this.answered();
    const silence = now() - this.heard;
    if (silence < SILENCE_MS) return;
    try {
      await reachable();
    } catch {
      return;
    }
    onStuck(`Reading from Kafka has hung: no answer for ${Math.round(silence / 1_000)} s while Kafka answers other questions`);
    this.answered();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
