import { setTimeout as pause } from 'node:timers/promises';
import { type Admin, ConfigResourceTypes, type ITopicMetadata } from 'kafkajs';
import { type Topic, TOPICS } from '@runstead/run-domain';
import { type TopicFacts, settingsFor, unsafe, unusable } from './topic-rules';

const LEADER_ATTEMPTS = 100;
const LEADER_PAUSE_MS = 100;

export interface TopicWishes {
  readonly kafkaTopicOf: (topic: Topic) => string;
  readonly partitions: Readonly<Record<Topic, number>>;
  /** Trials and tests: fewer copies and forgetting topics are taken, and said. */
  readonly allowUnsafe: boolean;
}

/** Settings or topics of Kafka with which the log would break its promise. The message says each one and what to do. */
export class UnsafeTopicError extends Error {
  override readonly name = 'UnsafeTopicError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

export interface ReadyTopics {
  readonly facts: ReadonlyMap<Topic, TopicFacts>;
  /** What was allowed although it is not safe. */
  readonly warnings: readonly string[];
}

/** Creates the topics that are missing and looks at all of them. Throws `UnsafeTopicError` with everything that is wrong. */
export async function prepareTopics(admin: Admin, wishes: TopicWishes): Promise<ReadyTopics> {
  await create(admin, wishes);
  const facts = await look(admin, wishes);
  const fatal = [...facts].flatMap(([topic, found]) => unusable(found, wishes.partitions[topic]));
  const risky = [...facts].flatMap(([, found]) => unsafe(found));
  if (fatal.length > 0 || (risky.length > 0 && !wishes.allowUnsafe))
    throw new UnsafeTopicError(wishes.allowUnsafe ? fatal : [...fatal, ...risky]);
  return { facts, warnings: risky };
}

async function create(admin: Admin, { kafkaTopicOf, partitions, allowUnsafe }: TopicWishes): Promise<void> {
  const there = new Set(await admin.listTopics());
  const missing = TOPICS.filter((topic) => !there.has(kafkaTopicOf(topic)));
  if (missing.length === 0) return;
  const { brokers } = await admin.describeCluster();
  const { copies, settings } = settingsFor(brokers.length);
  if (copies < settingsFor(Infinity).copies && !allowUnsafe)
    throw new UnsafeTopicError([
      `Kafka has ${brokers.length} broker: the log wants three copies of its data. Add brokers, or set KAFKA_ALLOW_UNSAFE_TOPICS=1 for a trial whose data may be lost.`,
    ]);
  await admin.createTopics({
    // kafkajs' own waiting gives up at the first broker that has not heard of the topic yet.
    waitForLeaders: false,
    topics: missing.map((topic) => ({
      topic: kafkaTopicOf(topic),
      numPartitions: partitions[topic],
      replicationFactor: copies,
      configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
    })),
  });
}

async function look(admin: Admin, { kafkaTopicOf }: TopicWishes): Promise<Map<Topic, TopicFacts>> {
  const names = TOPICS.map(kafkaTopicOf);
  const topics = await led(admin, names);
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  return new Map(
    TOPICS.map((topic) => {
      const kafkaTopic = kafkaTopicOf(topic);
      const partitions = topics.find(({ name }) => name === kafkaTopic)?.partitions ?? [];
      const entries = resources.find(({ resourceName }) => resourceName === kafkaTopic)?.configEntries ?? [];
      return [
        topic,
        {
          kafkaTopic,
          partitions: partitions.length,
          copies: Math.min(...partitions.map(({ replicas }) => replicas.length)),
          settings: Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue])),
        },
      ];
    }),
  );
}

/** A topic is known to all brokers, and led, a moment after it was created. */
async function led(admin: Admin, names: string[]): Promise<ITopicMetadata[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0))) return topics;
      if (attempt >= LEADER_ATTEMPTS) throw new Error(`some partitions of ${names.join(', ')} have no leader`);
    } catch (error) {
      if (attempt >= LEADER_ATTEMPTS) throw error;
    }
    await pause(LEADER_PAUSE_MS);
  }
}
