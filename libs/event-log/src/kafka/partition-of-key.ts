import { Partitioners } from 'kafkajs';

/** The same as Java's: murmur2 of the key. Never to be changed, or the records of a run lie in two partitions. */
export type PartitionOfKey = (key: string, partitions: number) => number;

export function partitionOfKey(): PartitionOfKey {
  const partitioner = Partitioners.DefaultPartitioner();
  const known = new Map<number, Parameters<typeof partitioner>[0]['partitionMetadata']>();
  return (key, partitions) => {
    let partitionMetadata = known.get(partitions);
    if (partitionMetadata === undefined) {
      partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
        partitionId,
        partitionErrorCode: 0,
        leader: 0,
        replicas: [],
        isr: [],
      }));
      known.set(partitions, partitionMetadata);
    }
    return partitioner({ topic: '', partitionMetadata, message: { key, value: null } });
  };
}
