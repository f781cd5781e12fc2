import type { Consumer, Kafka } from 'kafkajs';
import { LogUnavailableError } from '../event-log';

/** A member that did not beat for so long is taken for dead and its partitions go to the others. Milliseconds. */
const SESSION_MS = 10_000;
const BEAT_MS = 1_000;
/** How long the others wait for a member to notice that the group is divided anew. */
const REBALANCE_MS = 10_000;

/** Partitions by topic, as Kafka calls it. */
export type Assignment = ReadonlyMap<string, readonly number[]>;

/**
 * Membership in a Kafka group for the sake of who works on what. No record flows through it: every partition is paused, so a slow batch can
 * never cost the membership, and a heartbeat never hides that nothing is read.
 */
export class GroupMembership {
  constructor(
    private readonly kafka: Kafka,
    private readonly groupId: string,
    private readonly kafkaTopics: readonly string[],
  ) {}

  /** What is this member's, each time it is divided anew. Throws `LogUnavailableError` when kafkajs gives the membership up. */
  async *assignments(signal: AbortSignal): AsyncGenerator<Assignment, void, undefined> {
    if (signal.aborted) return;
    const consumer = this.consumer();
    const news = new News();
    const stop = (): void => news.wake();
    signal.addEventListener('abort', stop);
    try {
      await this.join(consumer, news);
      for (;;) {
        const told = await news.next(() => signal.aborted);
        if (told === null) return;
        if (told instanceof Error) throw told;
        yield told;
      }
    } catch (error) {
      if (error instanceof LogUnavailableError) throw error;
      throw new LogUnavailableError(`Kafka does not divide the work of ${this.groupId}: ${(error as Error).message}`, { cause: error });
    } finally {
      signal.removeEventListener('abort', stop);
      // Leaving tells the others at once; without it they wait for the session to run out.
      await consumer.disconnect().catch(() => undefined);
    }
  }

  private consumer(): Consumer {
    return this.kafka.consumer({
      groupId: this.groupId,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: BEAT_MS,
      // With everything paused this is how often the loop goes round, and beats.
      maxWaitTimeInMs: BEAT_MS / 2,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 5, restartOnFailure: async () => true },
    });
  }

  private async join(consumer: Consumer, news: News): Promise<void> {
    const topics = [...this.kafkaTopics];
    consumer.on('consumer.group_join', ({ payload }) => {
      consumer.pause(topics.map((topic) => ({ topic })));
      const mine = Object.entries(payload.memberAssignment);
      news.tell(new Map(mine.map(([topic, partitions]) => [topic, [...partitions].sort((a, b) => a - b)])));
    });
    consumer.on('consumer.crash', ({ payload }) => {
      if (!payload.restart)
        news.tell(new LogUnavailableError(`kafkajs has left ${this.groupId}: ${payload.error.message}`, { cause: payload.error }));
    });
    await consumer.connect();
    await consumer.subscribe({ topics });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => undefined });
  }
}

/** The newest news; older ones that nobody took are void. */
class News {
  private latest: Assignment | LogUnavailableError | null = null;
  private awaken: () => void = () => undefined;

  tell(told: Assignment | LogUnavailableError): void {
    this.latest = told;
    this.awaken();
  }

  wake(): void {
    this.awaken();
  }

  /** Null when it is over. */
  async next(over: () => boolean): Promise<Assignment | LogUnavailableError | null> {
    while (this.latest === null && !over()) await new Promise<void>((resolve) => (this.awaken = resolve));
    const told = this.latest;
    this.latest = null;
    return over() ? null : told;
  }
}
