import produceRequest from 'kafkajs/src/protocol/requests/produce/v7/request';
import { decode } from 'kafkajs/src/protocol/requests/produce/v7/response';
import type { LogRecord } from '../../event-log';
import type { Broker } from './cluster';

export interface PartitionBatch {
  /** As Kafka calls it. */
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
}

export interface PartitionResult {
  readonly topic: string;
  readonly partition: number;
  /** 0 when all copies have the records. */
  readonly errorCode: number;
  /** Of the first record; the others follow without a hole. */
  readonly baseOffset: number;
}

const ALL_COPIES = -1;
/** How long the leader waits for the others. */
const COPIES_MS = 10_000;
const NO_SEQUENCE = 0;

/**
 * One Produce to one broker. kafkajs' own throws when one partition has an error and then repeats all of them, which stores those
 * a second time that went through: here each partition answers for itself.
 */
export async function produceTo(broker: Broker, batches: readonly PartitionBatch[]): Promise<PartitionResult[]> {
  const topics = new Map<string, Parameters<typeof produceRequest>[0]['topicData'][number]['partitions']>();
  for (const { topic, partition, records } of batches) {
    const partitions = topics.get(topic) ?? [];
    topics.set(topic, [...partitions, { partition, firstSequence: NO_SEQUENCE, messages: records }]);
  }
  const request = produceRequest({
    acks: ALL_COPIES,
    timeout: COPIES_MS,
    topicData: [...topics].map(([topic, partitions]) => ({ topic, partitions })),
  });
  const answer = await broker.connectionPool.send({ request, response: { decode, parse: async (told) => told } });
  return answer.topics.flatMap(({ topicName, partitions }) =>
    partitions.map(({ partition, errorCode, baseOffset }) => ({ topic: topicName, partition, errorCode, baseOffset: Number(baseOffset) })),
  );
}

/** Elections, moves and missing copies pass; a batch that is too large or not allowed stays so. */
const PASSING = new Set([2, 3, 5, 6, 7, 8, 9, 13, 19, 20, 56, 72, 74, 75, 76, 89]);

export function passes(errorCode: number): boolean {
  return PASSING.has(errorCode);
}
