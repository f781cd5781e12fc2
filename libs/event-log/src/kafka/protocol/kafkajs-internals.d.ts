/** The parts of kafkajs 2.2.4 below its public interface that we use; why: docs/adr/0007-kafka-without-its-consumer.md. */
declare module 'kafkajs/src/protocol/encoder' {
  class Encoder {
    constructor(initialSize?: number);
    writeBuffer(bytes: Buffer): this;
  }
  export = Encoder;
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/request' {
  import type { EncodedRequest } from 'kafkajs/src/protocol/request';
  function request(options: {
    replicaId: number;
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): EncodedRequest;
  export = request;
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/response' {
  import type { KafkaMessage } from 'kafkajs';
  export function decode(bytes: Buffer): Promise<{
    clientSideThrottleTime: number;
    errorCode: number;
    responses: {
      topicName: string;
      partitions: {
        partition: number;
        errorCode: number;
        highWatermark: string;
        messages: (KafkaMessage & { isControlRecord?: boolean })[];
      }[];
    }[];
  }>;
}

declare module 'kafkajs/src/protocol/request' {
  export interface EncodedRequest {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    encode(): Promise<unknown>;
  }
}

declare module 'kafkajs/src/protocol/requests/produce/v7/request' {
  import type { EncodedRequest } from 'kafkajs/src/protocol/request';
  function request(options: {
    acks: number;
    timeout: number;
    topicData: {
      topic: string;
      partitions: {
        partition: number;
        firstSequence: number;
        messages: readonly { key: string; value: Buffer; headers: Readonly<Record<string, string>> }[];
      }[];
    }[];
  }): EncodedRequest;
  export = request;
}

declare module 'kafkajs/src/protocol/requests/produce/v7/response' {
  export function decode(bytes: Buffer): Promise<{
    clientSideThrottleTime: number;
    topics: { topicName: string; partitions: { partition: number; errorCode: number; baseOffset: string }[] }[];
  }>;
}
