import type { KafkaMessage } from 'kafkajs';
import fetchRequest from 'kafkajs/src/protocol/requests/fetch/v11/request';
import { decode } from 'kafkajs/src/protocol/requests/fetch/v11/response';
import type { Broker } from './cluster';

/** Error codes of the protocol that mean something to us. */
export const OFFSET_OUT_OF_RANGE = 1;

export interface WantedPartition {
  /** As Kafka calls it. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** A larger first batch is sent all the same. */
  readonly maxBytes: number;
}

export interface FetchedPartition {
  readonly topic: string;
  readonly partition: number;
  /** 0 when all is well. */
  readonly errorCode: number;
  readonly messages: readonly KafkaMessage[];
}

const CONSUMER = -1;
const RESPONSE_BYTES = 32 * 1024 * 1024;

/**
 * One Fetch to one broker; the broker waits up to `waitMs` for a first byte. kafkajs' own throws as soon as one partition has an error,
 * which would punish all others: here each partition answers for itself.
 */
export async function fetchFrom(broker: Broker, wanted: readonly WantedPartition[], waitMs: number): Promise<FetchedPartition[]> {
  const request = fetchRequest({
    replicaId: CONSUMER,
    maxWaitTime: waitMs,
    minBytes: waitMs > 0 ? 1 : 0,
    maxBytes: RESPONSE_BYTES,
    topics: byTopic(wanted),
  });
  const { responses } = await broker.connectionPool.send({ request, response: { decode, parse: async (answer) => answer } });
  return responses.flatMap(({ topicName, partitions }) =>
    partitions.map(({ partition, errorCode, messages }) => ({
      topic: topicName,
      partition,
      errorCode,
      messages: messages.filter(({ isControlRecord }) => isControlRecord !== true),
    })),
  );
}

function byTopic(wanted: readonly WantedPartition[]): Parameters<typeof fetchRequest>[0]['topics'] {
  const topics = new Map<string, { partition: number; fetchOffset: string; maxBytes: number }[]>();
  for (const { topic, partition, offset, maxBytes } of wanted) {
    const partitions = topics.get(topic) ?? [];
    topics.set(topic, [...partitions, { partition, fetchOffset: String(offset), maxBytes }]);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}
