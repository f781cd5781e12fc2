import type { Connection } from './connection';
import { type PartitionBatch, type PartitionResult, passes, produceTo } from './protocol/produce';

/** What became of the batch of one partition. */
export type BatchOutcome =
  | { readonly kind: 'stored'; readonly baseOffset: number }
  /** May be in the log all the same: an answer can be lost. */
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Sends batches to the brokers that lead their partitions, to each broker at once, and says for each batch what became of it. */
export class BatchSender {
  constructor(private readonly connection: Connection) {}

  async send(batches: readonly PartitionBatch[]): Promise<Map<PartitionBatch, BatchOutcome>> {
    const outcomes = new Map<PartitionBatch, BatchOutcome>();
    const retry = (of: readonly PartitionBatch[], error: unknown): void => {
      this.connection.failed(error);
      for (const batch of of) outcomes.set(batch, { kind: 'retry', reason: (error as Error).message });
    };
    try {
      await this.connection.ready();
    } catch (error) {
      retry(batches, error);
      return outcomes;
    }
    const perLeader = new Map<string, PartitionBatch[]>();
    for (const batch of batches) {
      const leader = this.connection.leader(batch.topic, batch.partition);
      if (leader === undefined) retry([batch], new Error(`nobody leads ${batch.topic}/${batch.partition} now`));
      else perLeader.set(leader, [...(perLeader.get(leader) ?? []), batch]);
    }
    await Promise.all(
      [...perLeader].map(async ([nodeId, theirs]) => {
        try {
          const results = await this.ask(nodeId, theirs);
          for (const batch of theirs) outcomes.set(batch, this.outcome(batch, results));
        } catch (error) {
          retry(theirs, error);
        }
      }),
    );
    return outcomes;
  }

  private async ask(nodeId: string, batches: readonly PartitionBatch[]): Promise<PartitionResult[]> {
    const cluster = await this.connection.ready();
    return produceTo(await cluster.findBroker({ nodeId }), batches);
  }

  private outcome({ topic, partition }: PartitionBatch, results: readonly PartitionResult[]): BatchOutcome {
    const result = results.find((found) => found.topic === topic && found.partition === partition);
    if (result?.errorCode === 0) return { kind: 'stored', baseOffset: result.baseOffset };
    const reason = result === undefined ? 'Kafka said nothing about it' : `error ${result.errorCode} of the protocol`;
    this.connection.failed(undefined);
    return { kind: result === undefined || passes(result.errorCode) ? 'retry' : 'refused', reason: `${topic}/${partition}: ${reason}` };
  }
}
