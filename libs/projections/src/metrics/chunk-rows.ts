import { RowBinaryWriter, type RowColumns } from '@runstead/clickhouse';
import { storedLine } from '@runstead/run-domain';
import type { PlacedChunk } from './line-rows';

/** Of `incoming_history_chunks` and `incoming_system_chunks`, in the order that `writeChunk` has. */
export const CHUNK_COLUMNS: RowColumns = {
  project_id: 'UInt64',
  run_id: 'UInt64',
  writer: 'String',
  partition: 'UInt32',
  record: 'UInt64',
  time: 'Int64',
  step_base: 'Int64',
  first_line: 'UInt64',
  lines: 'String',
};

const ID = /^\d{1,19}$/;
const OPENING_BRACE = 0x7b;
const LINE_FEED = 0x0a;

/**
 * True when the engine can take the chunk's bytes as they are and find the lines itself. What it is not asked for it must
 * find out by itself, line by line: integers beyond 64 bits and the like make a line unreadable, and `LineWriter` gives that
 * line a second chance. What it would read wrongly or at great cost is looked for here, by searches at the speed of memory:
 * NaN and infinities, escaped surrogates, and a `{` that does not begin its line (nested objects).
 */
export function isPlain({ chunk }: PlacedChunk): boolean {
  const { value, encoding, projectId, runId, rowsOnly } = chunk;
  if (encoding !== 'lines' || rowsOnly !== undefined || !ID.test(projectId) || !ID.test(runId)) return false;
  return !['NaN', 'Infinity', '\\ud', '\\uD'].some((token) => value.includes(token, 0, 'latin1')) && !hasNested(value);
}

function hasNested(value: Buffer): boolean {
  for (let at = value.indexOf(OPENING_BRACE); at >= 0; at = value.indexOf(OPENING_BRACE, at + 1))
    if (at > 0 && value[at - 1] !== LINE_FEED) return true;
  return false;
}

/** One row for the whole chunk; its bytes are not copied. */
export function writeChunk(rows: RowBinaryWriter, { chunk, partition, offset }: PlacedChunk): void {
  const first = storedLine(chunk.generation, chunk.firstLine);
  rows.uint64(chunk.projectId).uint64(chunk.runId).string(chunk.writer).uint32(partition).uint64(offset);
  rows
    .int64(chunk.time)
    .int64(chunk.firstStep ?? first)
    .uint64(first)
    .string(chunk.value);
}
