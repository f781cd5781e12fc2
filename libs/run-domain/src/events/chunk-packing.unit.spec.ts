import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { chunkLines, decodeChunk, encodeChunk, encodeLines } from './chunk-codec';
import { packRecord, unpackedBytes } from './chunk-packing';
import { type EncodedRecord, UndecodableRecordError } from './encoded-record';
import type { StreamChunk } from './stream-chunk';

const chunkOf = (lines: readonly string[]): StreamChunk => ({
  ...{ id: 'c1', type: 'HistoryAppended', time: 5, actor: 'ann', runId: '7', projectId: '1', writer: '', firstLine: 0 },
  ...{ repeated: 0, rewritten: 0, gap: 0, generation: 0 },
  ...encodeLines(lines),
});
const long = chunkOf(Array.from({ length: 100 }, (_, step) => `{"loss":${Math.sin(step)},"_step":${step}}`));
const changed = (record: EncodedRecord, headers: Record<string, string>): EncodedRecord => ({
  ...record,
  headers: { ...record.headers, ...headers },
});

describe('packed chunks', () => {
  it('come back as they were, whatever they hold', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\\', '"', '\u00e9', '\ud800', '\u{1f600}'), maxLength: 3_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 40 }), async (lines) => {
        const record = await packRecord(encodeChunk(chunkOf(lines)));
        expect(chunkLines(decodeChunk(record))).toEqual(lines);
      }),
      { numRuns: 60 },
    );
  });

  it('are smaller', async () => {
    const plain = encodeChunk(long);
    const packed = await packRecord(plain);
    expect(packed.value.length).toBeLessThan(plain.value.length / 2);
    expect(packed.headers).toEqual({ ...plain.headers, encoding: 'lines+deflate', bytes: String(plain.value.length) });
    expect(decodeChunk(packed)).toEqual(long);
    expect([unpackedBytes(plain), unpackedBytes(packed)]).toEqual([plain.value.length, plain.value.length]);
  });

  it('stay as they are when they are small, or when nothing can be saved', async () => {
    const small = encodeChunk(chunkOf(['{"loss":1}']));
    expect(await packRecord(small)).toBe(small);
    const noise = { ...small, value: Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * at * 2_654_435_761) >>> 13)) };
    expect(await packRecord(noise)).toBe(noise);
  });

  it('are refused as data when they are damaged or of an unknown kind', async () => {
    const packed = await packRecord(encodeChunk(long));
    const length = Number(packed.headers['bytes']);
    for (const broken of [
      { ...packed, value: packed.value.subarray(0, 100) },
      changed(packed, { bytes: String(length - 1) }),
      changed(packed, { bytes: String(length + 1) }),
      changed(packed, { bytes: '99999999999' }),
      changed(packed, { bytes: 'many' }),
      changed(packed, { encoding: 'lines+other' }),
    ])
      expect(() => decodeChunk(broken)).toThrow(UndecodableRecordError);
  });

  it.each(['plain', 'packed'])('are read for ever: %s', (name) => {
    const { record, lines } = JSON.parse(readFileSync(join(__dirname, 'golden-chunks', `${name}.json`), 'utf8')) as {
      record: { key: string; headers: Record<string, string>; value: string };
      lines: string[];
    };
    const chunk = decodeChunk({ headers: record.headers, value: Buffer.from(record.value, 'base64') });
    expect(chunkLines(chunk)).toEqual(lines);
    expect(encodeChunk(chunk).headers).toMatchObject({ id: 'c1', runId: record.key, firstLine: '10', lineCount: String(lines.length) });
  });
});
