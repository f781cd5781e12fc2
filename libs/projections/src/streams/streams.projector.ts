import { Injectable } from '@nestjs/common';
import type { ReadLimits, StoredRecord } from '@runstead/event-log';
import type { Database } from '@runstead/postgres';
import { chunkLines, decodeChunk, parseJson, type StreamChunk, type Topic } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import type { RunChange } from '../change-feed';
import { DeadLetter, decodeEach } from '../dead-letters/dead-letter';
import { PostgresProjector, type Linger, type ProjectionBatch, type ProjectionOutcome } from '../projector';
import { upsertSummaries, type SummaryRow } from '../upsert-summaries';
import { emptyStream, foldChunk, streamKey, type StreamRow } from './stream-fold';
import { loadStreams, saveStreams } from './stream-rows';
import { unitedSummaries, type WriterSummary } from './writer-summaries';

/**
 * `run-streams` into Postgres: what the log holds of each stream (watermark for resume, counters of the receipt) and the
 * newest summary. One row a run, file and writer for the whole batch, so that 667 posts a second become a few statements.
 */
@Injectable()
export class StreamsProjector extends PostgresProjector {
  readonly id = 'streams';
  readonly topics: readonly Topic[] = ['run-streams'];
  override readonly limits: ReadLimits = { maxRecords: 2_000, maxBytes: 16 * 1024 * 1024 };
  /** A batch costs the database several statements, whatever it holds. */
  override readonly linger: Linger = { milliseconds: 1_000, belowBytes: 64 * 1024 * 1024 };

  async write(batch: ProjectionBatch, tx: Transaction<Database>): Promise<ProjectionOutcome> {
    const { decoded, deadLetters } = decodeEach(batch.records, decodeChunk);
    // What edits have made was received from nobody: it counts in no receipt and moves no watermark.
    await foldStreams(
      tx,
      decoded.map(({ value }) => value).filter(({ editId }) => editId === undefined),
    );
    const summaries: SummaryRow[] = [];
    const ofWriters: WriterSummary[] = [];
    const refused: DeadLetter[] = [];
    const changes: RunChange[] = [];
    for (const { record, value: chunk } of decoded) {
      if (chunk.type !== 'SummaryChanged') continue;
      const read = readSummary(record, chunk);
      if (read instanceof DeadLetter) refused.push(read);
      else if (read !== null) {
        if (chunk.writer === '') summaries.push(read);
        else ofWriters.push({ ...read, writer: chunk.writer });
        changes.push({ kind: 'summary', projectId: chunk.projectId, runId: chunk.runId });
      }
    }
    await upsertSummaries(tx, [...summaries, ...(await unitedSummaries(tx, ofWriters))]);
    return { changes, deadLetters: [...deadLetters, ...refused] };
  }
}

async function foldStreams(tx: Transaction<Database>, chunks: readonly StreamChunk[]): Promise<void> {
  const empty = new Map<string, StreamRow>();
  for (const chunk of chunks) {
    const row = emptyStream(chunk);
    if (!empty.has(streamKey(row))) empty.set(streamKey(row), row);
  }
  const held = await loadStreams(tx, [...empty.values()]);
  const after = new Map<string, StreamRow>();
  for (const chunk of chunks) {
    const key = streamKey(emptyStream(chunk));
    const before = after.get(key) ?? held.get(key) ?? empty.get(key) ?? emptyStream(chunk);
    after.set(key, foldChunk(before, chunk));
  }
  await saveStreams(tx, [...after.values()]);
}

/** The last line of the chunk is the whole summary; null when the chunk holds none. */
function readSummary(record: StoredRecord, chunk: StreamChunk): SummaryRow | DeadLetter | null {
  const summary = chunkLines(chunk).at(-1);
  if (summary === undefined) return null;
  if (isJsonObjectText(summary)) return { run_id: chunk.runId, summary, updated_at: new Date(chunk.time), version: record.offset };
  const part = { line: chunk.firstLine + chunk.lineCount - 1, bytes: Buffer.from(summary) };
  return new DeadLetter(record, 'the summary is not a JSON object', part);
}

/** The engine's parser first: it is many times faster and refuses only the few texts that hold NaN or the like. */
function isJsonObjectText(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return isPythonJson(text);
  }
}

function isPythonJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}
