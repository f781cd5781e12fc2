import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';

/** How to reach the brokers. */
export interface KafkaAddress {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  readonly ssl?: NonNullable<KafkaConfig['ssl']>;
  readonly sasl?: NonNullable<KafkaConfig['sasl']>;
}

/** An append that is not durable after so long is refused: the client's own time-out is 180 s, a load balancer's 60 s. */
export const APPEND_DEADLINE_MS = 25_000;

/** Those who ask have loops around them that try again and say so. */
const BRISK = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 };

/** Says nothing itself: what goes wrong is thrown, and whoever catches it says what it means. */
export function kafkaClient(address: KafkaAddress): Kafka {
  const { brokers, clientId = 'runstead', ssl, sasl } = address;
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3_000,
    requestTimeout: 12_000,
    enforceRequestTimeout: true,
    retry: BRISK,
    logLevel: logLevel.NOTHING,
  });
}
