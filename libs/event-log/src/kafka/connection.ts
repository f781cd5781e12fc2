import type { Kafka } from 'kafkajs';
import { type Broker, type Cluster, clusterOf } from './protocol/cluster';

/**
 * Sockets of their own to the brokers that mend themselves: after a failure the next request connects again and asks anew who leads what.
 * A broker works off one request of a socket after the other, so requests that wait (long polls) need another connection than
 * those that do not.
 */
export class Connection {
  private readonly cluster: Cluster;
  private doubtful = true;
  private mending: Promise<void> | null = null;

  constructor(
    kafka: Kafka,
    private readonly kafkaTopics: readonly string[],
  ) {
    this.cluster = clusterOf(kafka);
  }

  /** Ready for a request: connected, with metadata that was not contradicted. */
  async ready(): Promise<Cluster> {
    if (this.doubtful) {
      this.mending ??= this.mend().finally(() => (this.mending = null));
      await this.mending;
    } else await this.cluster.refreshMetadataIfNecessary();
    return this.cluster;
  }

  /** Who has the partition; undefined while nobody leads it. */
  leader(kafkaTopic: string, partition: number): string | undefined {
    const found = this.cluster.findTopicPartitionMetadata(kafkaTopic).find(({ partitionId }) => partitionId === partition);
    return found === undefined || found.leader < 0 ? undefined : String(found.leader);
  }

  async anyBroker(): Promise<Broker> {
    const cluster = await this.ready();
    const [nodeId] = cluster.getNodeIds();
    if (nodeId === undefined) throw new Error('no broker is known');
    return cluster.findBroker({ nodeId });
  }

  /** What was known is not trusted any more. */
  failed(error: unknown): void {
    this.doubtful = true;
    const { host, port } = (error ?? {}) as { host?: string; port?: number };
    if (host !== undefined && port !== undefined) this.cluster.removeBroker({ host, port });
  }

  close(): Promise<void> {
    return this.cluster.disconnect();
  }

  private async mend(): Promise<void> {
    // Sockets of a broker that is gone are thrown away as a whole: half-open ones are what kafkajs stumbles over.
    await this.cluster.disconnect();
    await this.cluster.connect();
    await this.cluster.addMultipleTargetTopics(this.kafkaTopics);
    await this.cluster.refreshMetadata();
    this.doubtful = false;
  }
}
