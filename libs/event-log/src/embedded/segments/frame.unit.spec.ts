import * as fc from 'fast-check';
import { decodeFrame, frameBytesAt, frameGroupDistance, frameOffset, isIntact, prepareRecord, writeFrame } from './frame';

const UTF16 = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const RECORD = fc.record({
  key: UTF16,
  headers: fc.dictionary(fc.oneof(UTF16, fc.constant('__proto__')), UTF16, { maxKeys: 6 }),
  value: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
});
const PLACE = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  offset: fc.maxSafeNat(),
  appendedAt: fc.oneof(fc.maxSafeNat(), fc.double({ noNaN: true })),
  groupDistance: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe('a frame', () => {
  test('gives back any record, at any place in a buffer', () => {
    fc.assert(
      fc.property(RECORD, PLACE, fc.nat(50), (record, place, at) => {
        const prepared = prepareRecord(record);
        const buffer = Buffer.alloc(at + prepared.frameBytes + 10, 0xee);
        writeFrame(buffer, at, prepared, place);
        expect(frameBytesAt(buffer, at)).toBe(prepared.frameBytes);
        expect(isIntact(buffer, at, prepared.frameBytes, place.seed)).toBe(true);
        expect(frameOffset(buffer, at)).toBe(place.offset);
        expect(frameGroupDistance(buffer, at)).toBe(place.groupDistance);
        const found = decodeFrame(buffer, at, prepared.frameBytes, 'run-events');
        expect(found).toMatchObject({
          topic: 'run-events',
          partition: 0,
          offset: place.offset,
          appendedAt: place.appendedAt,
          key: record.key,
        });
        expect(Object.entries(found.headers)).toEqual(Object.entries(record.headers));
        expect(found.value.equals(record.value)).toBe(true);
        expect(buffer.subarray(at + prepared.frameBytes).equals(Buffer.alloc(10, 0xee))).toBe(true);
      }),
    );
  });

  test('with any one bit turned over is not intact', () => {
    fc.assert(
      fc.property(RECORD, PLACE, fc.maxSafeNat(), (record, place, pick) => {
        const prepared = prepareRecord(record);
        const buffer = Buffer.alloc(prepared.frameBytes);
        writeFrame(buffer, 0, prepared, place);
        const bit = 32 + (pick % ((prepared.frameBytes - 4) * 8)); // Behind the length, which has checks of its own.
        buffer[bit >> 3] = (buffer[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(isIntact(buffer, 0, prepared.frameBytes, place.seed)).toBe(false);
      }),
    );
  });

  test('of another segment is not intact: its checksum starts from that segment’s seed', () => {
    const prepared = prepareRecord({ key: 'k', headers: {}, value: Buffer.from('value') });
    const buffer = Buffer.alloc(prepared.frameBytes);
    writeFrame(buffer, 0, prepared, { seed: 1, offset: 0, appendedAt: 0, groupDistance: 0 });
    expect(isIntact(buffer, 0, prepared.frameBytes, 2)).toBe(false);
  });

  test('has no length that no frame can have', () => {
    expect(frameBytesAt(Buffer.alloc(4), 0)).toBeNull();
    expect(frameBytesAt(Buffer.alloc(4, 0xff), 0)).toBeNull();
  });
});
