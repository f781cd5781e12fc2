import type { Topic } from '@runstead/run-domain';

/** How many partitions a topic has, for ever: the partition of a run follows from it. */
export const PARTITIONS: Readonly<Record<Topic, number>> = { 'run-events': 12, 'run-streams': 24, 'dead-letters': 3 };

/** Requests are split into records of at most 900 KB; with headers they stay below. */
const SMALLEST_LIMIT = 1_000_000;
const SAFE_COPIES = 3;
const SAFE_ACKNOWLEDGED = 2;

/** What a topic is like in Kafka. */
export interface TopicFacts {
  readonly kafkaTopic: string;
  readonly partitions: number;
  /** Of the partition that has fewest. */
  readonly copies: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** Settings of a topic that we create. `brokers`: how many there are. */
export function settingsFor(brokers: number): { copies: number; settings: Record<string, string> } {
  const copies = Math.max(1, Math.min(SAFE_COPIES, brokers));
  return {
    copies,
    settings: {
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
      'min.insync.replicas': String(Math.max(1, Math.min(SAFE_ACKNOWLEDGED, copies - 1))),
      'unclean.leader.election.enable': 'false',
      'message.timestamp.type': 'LogAppendTime',
      'compression.type': 'producer',
      'max.message.bytes': String(8 * 1024 * 1024),
    },
  };
}

/** Why the log must not live in this topic at all: it would lose or scramble what it acknowledged. */
export function unusable({ kafkaTopic, partitions, settings }: TopicFacts, wantedPartitions: number): string[] {
  const problems: string[] = [];
  if (partitions !== wantedPartitions)
    problems.push(
      `Topic ${kafkaTopic} has ${partitions} partitions instead of ${wantedPartitions}: the records of a run would lie in two of them. Partition counts never change for a live topic.`,
    );
  const policy = settings['cleanup.policy'];
  if (policy !== 'delete')
    problems.push(
      `Topic ${kafkaTopic} has cleanup.policy=${policy}: compaction would drop all but the newest record of a run. Set it to delete.`,
    );
  const largest = Number(settings['max.message.bytes']);
  if (largest < SMALLEST_LIMIT)
    problems.push(`Topic ${kafkaTopic} has max.message.bytes=${largest}: records are up to 900 KB. Set it to ${SMALLEST_LIMIT} or more.`);
  return problems;
}

/** Why acknowledged records could be lost one day; can be allowed for trials. */
export function unsafe({ kafkaTopic, copies, settings }: TopicFacts): string[] {
  const problems: string[] = [];
  for (const [name, unit] of [
    ['retention.ms', 'ms'],
    ['retention.bytes', 'bytes'],
  ] as const)
    if (settings[name] !== '-1')
      problems.push(`Topic ${kafkaTopic} forgets: ${name}=${settings[name]} (${unit}). Everything is derived from the log: set it to -1.`);
  if (copies < SAFE_COPIES)
    problems.push(`Topic ${kafkaTopic} has ${copies} copies of its data: ${SAFE_COPIES} are needed to survive the loss of a broker.`);
  const acknowledged = Number(settings['min.insync.replicas']);
  if (acknowledged < SAFE_ACKNOWLEDGED)
    problems.push(`Topic ${kafkaTopic} acknowledges with ${acknowledged} copy (min.insync.replicas): set it to ${SAFE_ACKNOWLEDGED}.`);
  if (settings['unclean.leader.election.enable'] === 'true')
    problems.push(`Topic ${kafkaTopic} may elect a leader that lacks acknowledged records: set unclean.leader.election.enable=false.`);
  return problems;
}
