import { deflateSync, gzipSync } from 'node:zlib';
import { encodingOf, unpack } from './read-body';

const MEBIBYTE = 1024 * 1024;

describe('encodingOf', () => {
  it.each([
    [undefined, null],
    ['', null],
    [' identity ', null],
    [' GZIP', 'gzip'],
    ['gzip, gzip', 'gzip, gzip'],
  ])('of %p is %p', (header, encoding) => {
    expect(encodingOf(header)).toBe(encoding);
  });
});

describe('unpack', () => {
  it('decodes gzip, also of several members, and deflate', async () => {
    const text = Buffer.from('{"files":{}}');
    expect(await unpack(gzipSync(text), 'gzip', MEBIBYTE)).toEqual({ kind: 'bytes', bytes: text });
    expect(await unpack(deflateSync(text), 'deflate', MEBIBYTE)).toEqual({ kind: 'bytes', bytes: text });
    const members = Buffer.concat([gzipSync(Buffer.from('{"files"')), gzipSync(Buffer.from(':{}}'))]);
    expect(await unpack(members, 'x-gzip', MEBIBYTE)).toEqual({ kind: 'bytes', bytes: text });
  });

  it('does not unpack a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MEBIBYTE));
    expect(await unpack(bomb, 'gzip', 64 * MEBIBYTE)).toEqual({
      kind: 'undecodable',
      bytes: bomb,
      reason: 'more than 200 times as large when it is unpacked',
    });
    const members = Buffer.concat(Array.from({ length: 20 }, () => bomb));
    expect(await unpack(members, 'gzip', 64 * MEBIBYTE)).toMatchObject({ kind: 'too-large' });
  });

  it('takes a small body however much it grows', async () => {
    const text = Buffer.alloc(900_000, 0x20);
    expect(await unpack(gzipSync(text), 'gzip', MEBIBYTE)).toEqual({ kind: 'bytes', bytes: text });
  });

  it('stops at the limit', async () => {
    const noise = Buffer.from(Array.from({ length: MEBIBYTE + 1 }, (_, index) => (index * index) % 251));
    expect(await unpack(gzipSync(noise), 'gzip', MEBIBYTE)).toEqual({ kind: 'too-large' });
  });

  it('keeps what it cannot decode', async () => {
    const cut = gzipSync(Buffer.from('{"files":{}}')).subarray(0, 12);
    expect(await unpack(cut, 'gzip', MEBIBYTE)).toMatchObject({ kind: 'undecodable', bytes: cut });
    expect(await unpack(Buffer.from('abc'), 'gzip', MEBIBYTE)).toMatchObject({ kind: 'undecodable', bytes: Buffer.from('abc') });
    expect(await unpack(Buffer.from('abc'), 'zstd', MEBIBYTE)).toMatchObject({
      kind: 'undecodable',
      reason: 'unknown content encoding zstd',
    });
  });
});
