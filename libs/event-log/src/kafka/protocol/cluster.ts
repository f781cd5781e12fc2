import type { Kafka } from 'kafkajs';

/** Connections to the brokers with what they said about topics: kafkajs keeps it, and gives it only to its own consumer. */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number; readonly leader: number }[];
  findBroker(of: { nodeId: string }): Promise<Broker>;
  removeBroker(at: { host: string; port: number }): void;
  getNodeIds(): string[];
  fetchTopicsOffset(
    asked: readonly { topic: string; partitions: readonly { partition: number }[]; fromBeginning: boolean }[],
  ): Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]>;
}

export interface Broker {
  readonly versions: Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>> | null;
  readonly connectionPool: {
    /** `requestTimeout` in milliseconds. */
    send<Answer>(exchange: {
      request: { apiKey: number; apiVersion: number; apiName: string; encode(): Promise<unknown> };
      response: { decode(bytes: Buffer): Promise<Answer>; parse(answer: Answer): Promise<Answer> };
      requestTimeout?: number;
    }): Promise<Answer>;
  };
}

type MakeCluster = (options: { metadataMaxAge: number; allowAutoTopicCreation: boolean }) => Cluster;

/** How long what the brokers said about topics is believed, without an error that says otherwise. Milliseconds. */
const METADATA_AGE_MS = 30_000;

/** Connections of their own with the settings of `kafka`. kafkajs has no public door to them: it is pinned, and this is the only one. */
export function clusterOf(kafka: Kafka): Cluster {
  const door = Object.getOwnPropertySymbols(kafka).find((symbol) => symbol.description === 'private:Kafka:createCluster');
  const make = door === undefined ? undefined : (kafka as unknown as Record<symbol, MakeCluster>)[door];
  if (make === undefined) throw new Error('This is not kafkajs 2.2.4: it does not make clusters as we know it');
  return make({ metadataMaxAge: METADATA_AGE_MS, allowAutoTopicCreation: false });
}
