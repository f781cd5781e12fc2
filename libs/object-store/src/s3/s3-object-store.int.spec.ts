import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { startComponent, type Component } from '../../../../e2e/fixtures/component';
import { objectStoreContract } from '../object-store.contract';
import { S3ObjectStore, type S3Options } from './s3-object-store';

jest.setTimeout(120_000);

const MEBIBYTE = 1024 * 1024;
let server: Component;
let bucket: string;
beforeAll(async () => {
  server = await startComponent('s3', { ours: true });
});
afterAll(() => server?.dispose());

const options = (): S3Options => ({
  endpoint: server.env['S3_ENDPOINT'] ?? '',
  bucket,
  accessKeyId: server.env['S3_ACCESS_KEY_ID'] ?? '',
  secretAccessKey: server.env['S3_SECRET_ACCESS_KEY'] ?? '',
});

describe('S3ObjectStore', () => {
  beforeAll(() => {
    bucket = `test-${randomUUID()}`;
  });

  objectStoreContract('S3ObjectStore', () => S3ObjectStore.open(options()));

  it('opens a bucket that is not there yet, from several replicas at once', async () => {
    const named = { ...options(), bucket: `new-${randomUUID()}` };
    const stores = await Promise.all([1, 2, 3].map(() => S3ObjectStore.open(named)));
    await stores[0]!.put('a', Readable.from(['x']));
    expect(await stores[2]!.list('', null, 10)).toEqual(['a']);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('refuses to open with the wrong secret', async () => {
    await expect(S3ObjectStore.open({ ...options(), secretAccessKey: 'wrong' })).rejects.toThrow();
  });

  it.each([
    ['exactly one part', 8 * MEBIBYTE],
    ['one byte more than a part', 8 * MEBIBYTE + 1],
    ['two parts to the byte', 16 * MEBIBYTE],
  ])('holds an object of %s', async (_, size) => {
    const store = await S3ObjectStore.open(options());
    const bytes = Buffer.alloc(size, 'abcdefg');
    expect((await store.put('edge', Readable.from([bytes]))).size).toBe(size);
    expect((await buffer(await store.get('edge'))).equals(bytes)).toBe(true);
    await store.close();
  });

  it('leaves no parts behind of a large upload that breaks off', async () => {
    const store = await S3ObjectStore.open(options());
    const broken = function* (): Generator<Buffer> {
      yield Buffer.alloc(20 * MEBIBYTE);
      throw new Error('gone');
    };
    await expect(store.put('broken-large', Readable.from(broken()))).rejects.toThrow('gone');
    expect(await store.size('broken-large')).toBeNull();
    const { endpoint, accessKeyId, secretAccessKey } = options();
    const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    expect(Uploads).toEqual([]);
    client.destroy();
    await store.close();
  });

  it('that was killed is an outage, and holds what it acknowledged when it is back', async () => {
    const store = await S3ObjectStore.open(options());
    await store.put('kept', Readable.from(['still here']));
    await server.kill();
    await expect(store.size('kept')).rejects.toThrow();
    await server.restart();
    expect((await buffer(await store.get('kept'))).toString()).toBe('still here');
    await store.close();
  });
});
