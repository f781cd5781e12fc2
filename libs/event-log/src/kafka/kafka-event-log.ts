import type { Kafka, KafkaMessage } from 'kafkajs';
import { type Clock, type Topic, TOPICS } from '@runstead/run-domain';
import {
  EventLog,
  type LogPosition,
  type LogRecord,
  LogUnavailableError,
  OffsetOutOfRangeError,
  type PartitionShare,
  type ReadLimits,
  type StoredRecord,
} from '../event-log';
import { type AppendTarget, AppendQueue } from './append-queue';
import { BatchSender } from './batch-sender';
import { Connection } from './connection';
import { EndOffsets } from './end-offsets';
import { FetchLanes, outOfRange } from './fetch-lanes';
import { GroupMembership } from './group-membership';
import { type KafkaAddress, kafkaClient } from './kafka-client';
import { partitionOfKey } from './partition-of-key';
import { OFFSET_OUT_OF_RANGE, type WantedPartition, fetchFrom } from './protocol/fetch';
import { patiently } from './patience';
import { fitting, storedRecord } from './stored-record';
import { PARTITIONS, type TopicFacts } from './topic-rules';
import { TopicIdentity } from './topic-identity';
import { UnsafeTopicError, prepareTopics } from './topic-setup';
import { Watchdog } from './watchdog';

export interface KafkaEventLogOptions extends KafkaAddress {
  readonly clock: Clock;
  /** Before the names of the topics, so that several installations can share a Kafka. Default: nothing. */
  readonly topicPrefix?: string;
  /** Default: 12 for run-events, 24 for run-streams, 3 for dead-letters. Never changes for a live topic. */
  readonly partitions?: Readonly<Record<Topic, number>>;
  /** Takes topics that keep fewer than three copies or forget. For trials only. Default false. */
  readonly allowUnsafeTopics?: boolean;
  /** An append that is not durable after so long is refused. Default 25 s. */
  readonly appendDeadlineMs?: number;
  /** How often it is asked whether the topics are still the same. Default 30 s. */
  readonly identityCheckMs?: number;
  /** Told when reading has hung beyond repair: the process has to be started again. */
  readonly onStuck?: (sentence: string) => void;
  /** Told of what was taken although it is not safe. */
  readonly onWarning?: (sentence: string) => void;
}

const IDENTITY_CHECK_MS = 30_000;
/** So many long polls at a time; more only helps with more brokers than lanes. */
const LANES = 2;
/** Of a batch of one partition, below the topic's limit: framing is ours to guess. */
const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_SHARE = 0.8;
/** What a follower with small limits fetches at once and gives out bit by bit. */
const CHUNK_BYTES = 1024 * 1024;

interface OpenTopic extends AppendTarget {
  readonly facts: TopicFacts;
}

interface Parts {
  readonly kafka: Kafka;
  /** Of topics and groups. */
  readonly prefix: string;
  readonly topics: ReadonlyMap<Topic, OpenTopic>;
  readonly appending: Connection;
  readonly queue: AppendQueue;
  readonly asking: Connection;
  readonly ends: EndOffsets;
  readonly lanes: FetchLanes;
  readonly identity: TopicIdentity;
  readonly watchdog: Watchdog;
}

/**
 * The log in Kafka. It appends with acknowledgement of all copies and reads by offset: the consumer groups of kafkajs are not used for
 * reading, since the checkpoints are ours and a reader may take its time (docs/adr/0007-kafka-without-its-consumer.md).
 */
export class KafkaEventLog extends EventLog {
  private readonly closed = new AbortController();
  private closing: Promise<void> | null = null;

  private constructor(private readonly parts: Parts) {
    super();
  }

  /**
   * Connects, creates what is missing and looks at the topics. Throws `UnsafeTopicError` when a topic would forget, scramble or
   * acknowledge unsafely, and `LogUnavailableError` when Kafka cannot be reached.
   */
  static async open(options: KafkaEventLogOptions): Promise<KafkaEventLog> {
    const {
      clock,
      topicPrefix = '',
      partitions = PARTITIONS,
      allowUnsafeTopics = false,
      onWarning = () => undefined,
      onStuck = () => undefined,
    } = options;
    const kafkaTopicOf = (topic: Topic): string => `${topicPrefix}${topic}`;
    const kafka = kafkaClient(options);
    const admin = kafka.admin();
    const reached = await unavailable(`Kafka at ${options.brokers.join(', ')} cannot be reached`, async () => {
      await admin.connect();
      return prepareTopics(admin, { kafkaTopicOf, partitions, allowUnsafe: allowUnsafeTopics });
    });
    await admin.disconnect();
    reached.warnings.forEach(onWarning);
    const names = TOPICS.map(kafkaTopicOf);
    const asking = new Connection(kafka, names);
    const identity = await unavailable('Kafka did not tell which topics these are', () =>
      TopicIdentity.of(
        asking,
        TOPICS.map((topic) => [topic, kafkaTopicOf(topic)]),
      ),
    );
    const ends = new EndOffsets(asking);
    const lanes: FetchLanes = new FetchLanes(
      Array.from({ length: LANES }, () => new Connection(kafka, names)),
      () => watchdog.answered(),
    );
    const watchdog = new Watchdog({
      waiting: () => lanes.waiting,
      reachable: () => ends.of(kafkaTopicOf('run-events'), 0),
      now: () => performance.now(),
      onStuck,
    });
    const appending = new Connection(kafka, names);
    const queue = new AppendQueue(new BatchSender(appending), () => clock.now(), options.appendDeadlineMs);
    identity.lookEvery(options.identityCheckMs ?? IDENTITY_CHECK_MS);
    return new KafkaEventLog({
      kafka,
      prefix: topicPrefix,
      topics: openTopics(reached.facts),
      appending,
      queue,
      asking,
      ends,
      lanes,
      identity,
      watchdog,
    });
  }

  async append(topic: Topic, records: readonly LogRecord[]): Promise<LogPosition[]> {
    return this.parts.queue.append(this.topic(topic), records);
  }

  async partitions(topic: Topic): Promise<number> {
    return this.topic(topic).facts.partitions;
  }

  async endOffset(topic: Topic, partition: number): Promise<number> {
    const { kafkaTopic } = this.topic(topic, partition);
    return this.patiently(() => this.parts.ends.of(kafkaTopic, partition));
  }

  async read(topic: Topic, partition: number, from: number, limits: ReadLimits): Promise<StoredRecord[]> {
    const { kafkaTopic } = this.topic(topic, partition);
    const wanted = { topic: kafkaTopic, partition, offset: from, maxBytes: Math.max(1, Math.min(limits.maxBytes, 2 ** 30)) };
    const records: StoredRecord[] = [];
    for (let missing = limits; ;) {
      const chunk = await this.patiently(() =>
        this.fetchNow(topic, { ...wanted, offset: (records.at(-1)?.offset ?? from - 1) + 1, maxBytes: missing.maxBytes }),
      );
      const taken = chunk.slice(0, records.length === 0 ? fitting(chunk, 0, missing) : fittingMore(chunk, missing));
      records.push(...taken);
      missing = { maxRecords: missing.maxRecords - taken.length, maxBytes: missing.maxBytes - bytesOf(taken) };
      // A broker may send less than there is: only an empty answer is the end.
      if (taken.length === 0 || taken.length < chunk.length || missing.maxRecords < 1 || missing.maxBytes < 1) return records;
    }
  }

  async *follow(
    topic: Topic,
    partition: number,
    from: number,
    limits: ReadLimits,
    signal: AbortSignal,
  ): AsyncGenerator<StoredRecord[], void, undefined> {
    const { kafkaTopic } = this.topic(topic, partition);
    const leaving = new AbortController();
    const either = AbortSignal.any([signal, leaving.signal]);
    const fetch = (offset: number): Promise<StoredRecord[]> =>
      this.fetchNext(topic, { topic: kafkaTopic, partition, offset, maxBytes: Math.max(limits.maxBytes, CHUNK_BYTES) }, either);
    try {
      let coming = fetch(from);
      for (;;) {
        const chunk = await coming;
        const last = chunk.at(-1);
        if (signal.aborted || last === undefined) return;
        // One chunk is read ahead while this one is given out. Its failure is met at the next turn.
        coming = fetch(last.offset + 1);
        coming.catch(() => undefined);
        for (let at = 0; at < chunk.length;) {
          const count = fitting(chunk, at, limits);
          yield chunk.slice(at, at + count);
          if (signal.aborted) return;
          at += count;
        }
      }
    } finally {
      leaving.abort();
    }
  }

  async *share(group: string, topics: readonly Topic[], signal: AbortSignal): AsyncGenerator<PartitionShare, void, undefined> {
    const { kafka, prefix } = this.parts;
    const named = topics.map((topic) => [topic, this.topic(topic).kafkaTopic] as const);
    const membership = new GroupMembership(
      kafka,
      `${prefix}${group}`,
      named.map(([, kafkaTopic]) => kafkaTopic),
    );
    for await (const assigned of membership.assignments(AbortSignal.any([signal, this.closed.signal])))
      yield new Map(named.map(([topic, kafkaTopic]) => [topic, assigned.get(kafkaTopic) ?? []]));
    this.topic(topics[0] ?? 'run-events');
  }

  waitingBytes(): number {
    return this.parts.queue.waitingBytes;
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    const { queue, lanes, asking, appending } = this.parts;
    this.closed.abort();
    this.parts.watchdog.stop();
    this.parts.identity.stop();
    const lanesClosed = lanes.close();
    await queue.close();
    await Promise.all([lanesClosed, asking.close(), appending.close()]);
  }

  private async fetchNow(topic: Topic, wanted: WantedPartition): Promise<StoredRecord[]> {
    const { asking } = this.parts;
    return unavailable(`Kafka did not give ${wanted.topic}/${wanted.partition}`, async () => {
      try {
        const cluster = await asking.ready();
        const nodeId = asking.leader(wanted.topic, wanted.partition);
        if (nodeId === undefined) throw new Error('nobody leads it now');
        const [answer] = await fetchFrom(await cluster.findBroker({ nodeId }), [wanted], 0);
        if (answer?.errorCode === OFFSET_OUT_OF_RANGE) throw outOfRange(wanted);
        if (answer === undefined || answer.errorCode !== 0) throw new Error(`error ${answer?.errorCode} of the protocol`);
        return fromOffset(topic, wanted, answer.messages);
      } catch (error) {
        if (!(error instanceof OffsetOutOfRangeError)) asking.failed(error);
        throw error;
      }
    });
  }

  private async fetchNext(topic: Topic, wanted: WantedPartition, signal: AbortSignal): Promise<StoredRecord[]> {
    return fromOffset(topic, wanted, await this.patiently(() => this.parts.lanes.next(wanted, signal), signal));
  }

  private patiently<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    return patiently(work, () => this.closing !== null || signal?.aborted === true);
  }

  private topic(name: Topic, partition = 0): OpenTopic {
    if (this.closing !== null) throw new LogUnavailableError('The event log is closed');
    const { replaced } = this.parts.identity;
    if (replaced !== null)
      throw new OffsetOutOfRangeError(
        `Topic ${replaced} of Kafka was deleted and created anew: what it holds now is not what was read before`,
      );
    const topic = this.parts.topics.get(name);
    if (topic === undefined || partition < 0 || partition >= topic.facts.partitions)
      throw new OffsetOutOfRangeError(`The log has no partition ${partition} of topic ${name}`);
    return topic;
  }
}

function openTopics(facts: ReadonlyMap<Topic, TopicFacts>): Map<Topic, OpenTopic> {
  const partitionOf = partitionOfKey();
  return new Map(
    [...facts].map(([topic, found]) => [
      topic,
      {
        facts: found,
        kafkaTopic: found.kafkaTopic,
        maxBatchBytes: Math.min(BATCH_BYTES, BATCH_SHARE * Number(found.settings['max.message.bytes'])),
        partitionOf: (key: string) => partitionOf(key, found.partitions),
      },
    ]),
  );
}

/** A batch is sent whole: what lies before the offset is cut off. */
function fromOffset(topic: Topic, { partition, offset }: WantedPartition, messages: readonly KafkaMessage[]): StoredRecord[] {
  return messages.filter((message) => Number(message.offset) >= offset).map((message) => storedRecord(topic, partition, message));
}

function bytesOf(records: readonly StoredRecord[]): number {
  return records.reduce((sum, { value }) => sum + value.length, 0);
}

/** Like `fitting`, but nothing has to fit: there is something already. */
function fittingMore(records: readonly StoredRecord[], limits: ReadLimits): number {
  return (records[0]?.value.length ?? 0) > limits.maxBytes ? 0 : fitting(records, 0, limits);
}

async function unavailable<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OffsetOutOfRangeError || error instanceof UnsafeTopicError) throw error;
    throw new LogUnavailableError(`${what}: ${(error as Error).message}`, { cause: error });
  }
}
