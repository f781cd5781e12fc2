import type { Topic } from '@runstead/run-domain';
import type { Connection } from './connection';
import { topicIdOf } from './protocol/topic-id';

/** Topics by our name and by Kafka's. */
export type NamedTopics = readonly (readonly [Topic, string])[];

/**
 * Whether the topics are still those that were opened. One that was deleted and created again under its name has other records at the same
 * offsets: going on would mix two histories without a word.
 */
export class TopicIdentity {
  private replacedTopic: string | null = null;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly connection: Connection,
    private readonly ids: ReadonlyMap<string, string | null>,
  ) {}

  static async of(connection: Connection, topics: NamedTopics): Promise<TopicIdentity> {
    const ids = new Map<string, string | null>();
    for (const [, kafkaTopic] of topics) ids.set(kafkaTopic, await topicIdOf(await connection.anyBroker(), kafkaTopic));
    return new TopicIdentity(connection, ids);
  }

  /** Name of a topic that is another one now; null while all are the same. */
  get replaced(): string | null {
    return this.replacedTopic;
  }

  /** Until `stop`. While Kafka is away nothing is found out. */
  lookEvery(milliseconds: number): void {
    this.timer = setInterval(() => void this.look().catch(() => undefined), milliseconds).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    for (const [kafkaTopic, known] of this.ids) {
      const found = known === null ? null : await topicIdOf(await this.connection.anyBroker(), kafkaTopic);
      // A topic that is missing just now may be one that is being created again, or a broker that has not heard of it.
      if (found !== null && found !== known) this.replacedTopic = kafkaTopic;
    }
  }
}
