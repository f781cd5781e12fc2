import { type EncodedRecord, type RecordHeaders, UndecodableRecordError, countHeader, textHeader } from './encoded-record';
import { unpacked } from './chunk-packing';
import { STREAM_FILES, type StreamChunk, type StreamChunkType, type StreamFile } from './stream-chunk';

/** Key = run id; every field but `value` is a header of the same name. `packRecord` makes the value smaller. */
export function encodeChunk(chunk: StreamChunk): EncodedRecord {
  const { value, ...fields } = chunk;
  const headers: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) if (field !== undefined) headers[name] = String(field);
  return { key: chunk.runId, headers, value };
}

/** Throws `UndecodableRecordError`. */
export function decodeChunk(record: { readonly headers: RecordHeaders; readonly value: Buffer }): StreamChunk {
  const { headers } = record;
  const { encoding, value } = unpacked(headers, record.value);
  if (encoding !== 'lines' && encoding !== 'json') throw new UndecodableRecordError(`Unknown encoding ${encoding}`);
  return {
    id: textHeader(headers, 'id'),
    type: chunkType(textHeader(headers, 'type')),
    time: countHeader(headers, 'time'),
    actor: textHeader(headers, 'actor'),
    runId: textHeader(headers, 'runId'),
    projectId: textHeader(headers, 'projectId'),
    writer: textHeader(headers, 'writer'),
    firstLine: countHeader(headers, 'firstLine'),
    lineCount: countHeader(headers, 'lineCount'),
    repeated: countHeader(headers, 'repeated'),
    rewritten: countHeader(headers, 'rewritten'),
    gap: countHeader(headers, 'gap'),
    generation: countHeader(headers, 'generation'),
    ...(headers['firstStep'] === undefined ? {} : { firstStep: countHeader(headers, 'firstStep') }),
    ...(headers['rewoundTo'] === undefined ? {} : { rewoundTo: countHeader(headers, 'rewoundTo') }),
    ...(headers['editId'] === undefined ? {} : { editId: headers['editId'] }),
    encoding,
    ...(headers['rowsOnly'] === 'row' || headers['rowsOnly'] === 'run' ? { rowsOnly: headers['rowsOnly'] } : {}),
    ...(headers['traceparent'] === undefined ? {} : { traceparent: headers['traceparent'] }),
    value,
  };
}

/** The lines of a chunk, in order; none for a record that only carries counters. */
export function chunkLines(chunk: Pick<StreamChunk, 'lineCount' | 'encoding' | 'value'>): string[] {
  if (chunk.lineCount === 0) return [];
  const text = chunk.value.toString('utf8');
  return chunk.encoding === 'json' ? (JSON.parse(text) as string[]) : text.split('\n');
}

const TORN_CHARACTER = /\p{Surrogate}/u;

/**
 * The bytes of `lines`: joined by newlines, or as a JSON array when a line holds a newline itself or half a
 * surrogate pair, which UTF-8 could not carry.
 */
export function encodeLines(lines: readonly string[]): Pick<StreamChunk, 'lineCount' | 'encoding' | 'value'> {
  const text = lines.join('\n');
  const value = Buffer.from(text);
  // As many bytes as characters: all of them ASCII.
  const torn = value.length !== text.length && TORN_CHARACTER.test(text);
  if (!torn && !lines.some((line) => line.includes('\n'))) return { lineCount: lines.length, encoding: 'lines', value };
  return { lineCount: lines.length, encoding: 'json', value: Buffer.from(JSON.stringify(lines)) };
}

/** The run file whose lines a chunk holds. */
export function fileOfChunk(type: StreamChunkType): StreamFile {
  const entry = Object.entries(STREAM_FILES).find(([, chunk]) => chunk === type);
  if (!entry) throw new UndecodableRecordError(`Unknown chunk type ${type}`);
  return entry[0] as StreamFile;
}

function chunkType(type: string): StreamChunkType {
  const known = Object.values(STREAM_FILES).find((chunk) => chunk === type);
  if (!known) throw new UndecodableRecordError(`Unknown chunk type ${type}`);
  return known;
}

export function isStreamFile(name: string): name is StreamFile {
  return Object.hasOwn(STREAM_FILES, name);
}
