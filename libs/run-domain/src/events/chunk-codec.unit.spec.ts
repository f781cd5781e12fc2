import fc from 'fast-check';
import { chunkLines, decodeChunk, encodeChunk, encodeLines, fileOfChunk } from './chunk-codec';
import { UndecodableRecordError } from './encoded-record';
import { STREAM_FILES, type StreamChunk } from './stream-chunk';

const count = fc.nat(1e9);
const arbitraryChunk: fc.Arbitrary<StreamChunk> = fc
  .record({
    id: fc.uuid(),
    type: fc.constantFrom(...Object.values(STREAM_FILES)),
    time: fc.nat(2e12),
    actor: fc.string(),
    runId: fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String),
    projectId: fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String),
    writer: fc.string(),
    firstLine: count,
    repeated: count,
    rewritten: count,
    gap: count,
    generation: count,
    traceparent: fc.option(fc.string(), { nil: undefined }),
    firstStep: fc.option(count, { nil: undefined }),
    rewoundTo: fc.option(count, { nil: undefined }),
    lines: fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\\', '"', '\u00e9', '\ud800', '\u{1f600}', '\r') })),
  })
  .map(({ lines, traceparent, firstStep, rewoundTo, ...rest }) => ({
    ...rest,
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(firstStep === undefined ? {} : { firstStep }),
    ...(rewoundTo === undefined ? {} : { rewoundTo }),
    ...encodeLines(lines),
  }));

describe('chunks in the log', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(arbitraryChunk, (chunk) => {
        const record = encodeChunk(chunk);
        expect(record.key).toBe(chunk.runId);
        expect(decodeChunk(record)).toEqual(chunk);
      }),
    );
  });

  it('hold any line, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\ud800', '\u{1f600}', '\r', '\u0000') })), (lines) => {
        expect(chunkLines(encodeLines(lines))).toEqual(lines);
      }),
    );
  });

  it('say which file they belong to', () => {
    for (const [file, type] of Object.entries(STREAM_FILES)) expect(fileOfChunk(type)).toBe(file);
  });

  it('refuse what is no chunk', () => {
    const value = Buffer.alloc(0);
    expect(() => decodeChunk({ headers: { type: 'RunCreated' }, value })).toThrow(UndecodableRecordError);
  });
});
