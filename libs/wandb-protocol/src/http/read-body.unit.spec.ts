import { Readable } from 'node:stream';
import { deflateSync, gzipSync } from 'node:zlib';
import { readBody } from './read-body';

const MEBIBYTE = 1024 * 1024;

describe('readBody', () => {
  it('reads bytes, streams and nothing', async () => {
    expect(await readBody(Buffer.from('abc'), undefined, MEBIBYTE)).toEqual({ kind: 'bytes', bytes: Buffer.from('abc') });
    expect(await readBody(Readable.from([Buffer.from('a'), Buffer.from('bc')]), 'identity', MEBIBYTE)).toEqual({
      kind: 'bytes',
      bytes: Buffer.from('abc'),
    });
    expect(await readBody(undefined, undefined, MEBIBYTE)).toEqual({ kind: 'bytes', bytes: Buffer.alloc(0) });
  });

  it('decodes gzip and deflate', async () => {
    const text = Buffer.from('{"files":{}}');
    expect(await readBody(gzipSync(text), 'gzip', MEBIBYTE)).toEqual({ kind: 'bytes', bytes: text });
    expect(await readBody(deflateSync(text), 'Deflate', MEBIBYTE)).toEqual({ kind: 'bytes', bytes: text });
  });

  it('does not unpack a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * MEBIBYTE));
    expect(bomb.length).toBeLessThan(MEBIBYTE);
    expect(await readBody(bomb, 'gzip', MEBIBYTE)).toEqual({ kind: 'too-large' });
  });

  it('stops reading beyond the limit', async () => {
    expect(await readBody(Buffer.alloc(MEBIBYTE + 1), undefined, MEBIBYTE)).toEqual({ kind: 'too-large' });
    const parts = Array.from({ length: 17 }, () => Buffer.alloc(MEBIBYTE / 16));
    expect(await readBody(Readable.from(parts), undefined, MEBIBYTE)).toEqual({ kind: 'too-large' });
  });

  it('keeps what it cannot decode', async () => {
    const cut = gzipSync(Buffer.from('{"files":{}}')).subarray(0, 12);
    expect(await readBody(cut, 'gzip', MEBIBYTE)).toMatchObject({ kind: 'undecodable', bytes: cut });
    expect(await readBody(Buffer.from('abc'), 'gzip', MEBIBYTE)).toMatchObject({ kind: 'undecodable', bytes: Buffer.from('abc') });
    expect(await readBody(Buffer.from('abc'), 'zstd', MEBIBYTE)).toMatchObject({
      kind: 'undecodable',
      reason: 'unknown content encoding zstd',
    });
  });
});
