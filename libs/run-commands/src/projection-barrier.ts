import { type EventLog, LogUnavailableError } from '@runstead/event-log';
import type { ProjectionProgress } from '@runstead/projections';
import type { Topic } from '@runstead/run-domain';

/** How long a request may wait for a projector before it is sent away to try again. */
const PATIENCE_MS = 5_000;

/** Waits until a projection holds everything that is in the log now. Throws `LogUnavailableError` (503) when it takes too long. */
export async function passLogEnd(log: EventLog, progress: ProjectionProgress, projection: string, topic: Topic): Promise<void> {
  const partitions = Array.from({ length: await log.partitions(topic) }, (_, partition) => partition);
  const passed = await Promise.all(
    partitions.map(async (partition) => {
      const end = await log.endOffset(topic, partition);
      return end === 0 || progress.waitFor(projection, topic, partition, end - 1, PATIENCE_MS);
    }),
  );
  if (passed.includes(false)) throw new LogUnavailableError(`Projection ${projection} is behind the log`);
}
