import { escapeTsv } from '@runstead/clickhouse';
import type { PlacedChunk } from './line-rows';

/** Of `run_cuts`, in the order that the rows have. */
export const CUT_COLUMNS = ['project_id', 'run_id', 'ver', 'step'] as const;

/** The rewinds among the records, one row each: what lies before the record in the log and above its step is hidden. */
export function cutRows(placed: readonly PlacedChunk[]): string {
  return placed
    .flatMap(({ chunk, offset }) =>
      chunk.rewoundTo === undefined
        ? []
        : [`${escapeTsv(chunk.projectId)}\t${escapeTsv(chunk.runId)}\t${(BigInt(offset) << 20n).toString()}\t${chunk.rewoundTo}\n`],
    )
    .join('');
}
