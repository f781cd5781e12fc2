import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { InvalidObjectKeyError } from './object-key';
import { ObjectNotFoundError, type ObjectStore } from './object-store';

/** Opens the same, initially empty store each time it is called: what was put before is there again. */
export type OpenObjectStore = () => Promise<ObjectStore>;

const HOSTILE_KEYS = [
  '',
  '/',
  '.',
  '..',
  '../outside',
  'a/../../outside',
  'a/..',
  'a/./b',
  'a//b',
  '/etc/passwd',
  'a/',
  '..\\outside',
  'a\\..\\b',
  'a\0b',
  'a%2e%2e/b',
  '%252e%252e%252foutside',
  'a;b',
  'a#b',
  'a?b',
  'a b',
  'a\nb',
  '.hidden',
  'a/.hidden',
  '․․/one-dot-leaders',
  'ａ/full-width',
  '\u202eltr',
  'C:/windows',
  'file://x',
  '~/x',
  'a'.repeat(1_000),
  'a'.repeat(201),
];

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('base64');

/** What every store of objects promises. */
export function objectStoreContract(name: string, open: OpenObjectStore): void {
  describe(`${name} keeps the promises of ObjectStore`, () => {
    let store: ObjectStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const put = (key: string, text: string) => store.put(key, Readable.from([Buffer.from(text)]));
    const get = async (key: string, start?: number, end?: number): Promise<string> =>
      (await buffer(await store.get(key, start === undefined ? undefined : { start, end: end ?? start }))).toString();

    it('gives back the bytes, the size and the digests', async () => {
      const bytes = Buffer.from([0, 255, 10, 13, 128]);
      const stored = await store.put('runs/1/bytes.bin', Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]));
      expect(stored).toEqual({ key: 'runs/1/bytes.bin', size: 5, md5: md5(bytes), sha256: sha256(bytes) });
      expect((await buffer(await store.get('runs/1/bytes.bin'))).equals(bytes)).toBe(true);
      expect(await store.size('runs/1/bytes.bin')).toBe(5);
    });

    it('holds an empty object', async () => {
      const stored = await store.put('runs/1/empty', Readable.from([]));
      expect(stored).toEqual({ key: 'runs/1/empty', size: 0, md5: md5(Buffer.alloc(0)), sha256: sha256(Buffer.alloc(0)) });
      expect(await get('runs/1/empty')).toBe('');
      expect(await store.size('runs/1/empty')).toBe(0);
    });

    it('takes 50 MB in chunks', async () => {
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      const digest = createHash('sha256');
      const chunks = function* (): Generator<Buffer> {
        for (let n = 0; n < 50; n += 1) {
          chunk.writeUInt32LE(n);
          digest.update(chunk);
          yield Buffer.from(chunk);
        }
      };
      const stored = await store.put('large', Readable.from(chunks(), { highWaterMark: 1 }));
      expect(stored.size).toBe(50 * 1024 * 1024);
      expect(stored.sha256).toBe(digest.digest('hex'));
      const read = createHash('sha256');
      for await (const part of await store.get('large')) read.update(part as Buffer);
      expect(read.digest('hex')).toBe(stored.sha256);
    });

    it('gives ranges as HTTP has them: both ends inclusive, the end cut', async () => {
      await put('ranged', '0123456789');
      expect(await get('ranged', 0, 0)).toBe('0');
      expect(await get('ranged', 3, 5)).toBe('345');
      expect(await get('ranged', 8, 500)).toBe('89');
      await expect(get('ranged', 10, 12)).rejects.toThrow(RangeError);
      await expect(get('ranged', 5, 4)).rejects.toThrow(RangeError);
    });

    it('replaces an object as a whole; who reads the old one reads it to its end', async () => {
      const old = 'old'.repeat(200_000);
      await put('replaced', old);
      const reading = await store.get('replaced');
      await put('replaced', 'new');
      expect((await buffer(reading)).toString() === old).toBe(true);
      expect(await get('replaced')).toBe('new');
    });

    it('shows one of two objects put at the same time, never a mixture', async () => {
      const texts = ['a', 'b'].map((letter) => letter.repeat(300_000));
      await Promise.all(texts.map((text) => put('contested', text)));
      expect(texts).toContain(await get('contested'));
    });

    it('leaves nothing visible of an upload that breaks off', async () => {
      const broken = function* (): Generator<Buffer> {
        yield Buffer.alloc(100_000);
        throw new Error('the client went away');
      };
      await expect(store.put('broken/upload', Readable.from(broken()))).rejects.toThrow('the client went away');
      const destroyed = new Readable({ read() {} });
      destroyed.push(Buffer.alloc(100));
      const upload = store.put('broken/destroyed', destroyed);
      destroyed.destroy();
      await expect(upload).rejects.toThrow();
      expect(await store.list('broken', null, 10)).toEqual([]);
      expect(await store.size('broken/upload')).toBeNull();
      await expect(store.get('broken/upload')).rejects.toThrow(ObjectNotFoundError);
    });

    it('keeps the old object when the upload of its successor breaks off', async () => {
      await put('kept', 'old');
      const broken = function* (): Generator<Buffer> {
        yield Buffer.from('ne');
        throw new Error('gone');
      };
      await expect(store.put('kept', Readable.from(broken()))).rejects.toThrow('gone');
      expect(await get('kept')).toBe('old');
    });

    it('says when there is no such object, also when its name is a folder of others', async () => {
      await put('folder/object', 'x');
      for (const key of ['nothing', 'folder', 'folder/object/deeper']) {
        expect(await store.size(key)).toBeNull();
        await expect(store.get(key)).rejects.toThrow(ObjectNotFoundError);
      }
    });

    it('deletes, and does not mind that there is nothing', async () => {
      await put('deleted', 'x');
      await store.delete('deleted');
      await store.delete('deleted');
      expect(await store.size('deleted')).toBeNull();
    });

    it('lists by prefix in the order of the keys, page by page', async () => {
      const keys = ['list/a', 'list/a-b/c', 'list/a.b', 'list/ab/1', 'list/ab/10', 'list/ab/2', 'list/b', 'list/B', 'listed', 'other'];
      for (const key of keys) await put(key, 'x');
      const sorted = keys.filter((key) => key.startsWith('list/')).sort((left, right) => (left < right ? -1 : 1));
      expect(await store.list('list/', null, 100)).toEqual(sorted);
      expect(await store.list('list/ab/', null, 100)).toEqual(['list/ab/1', 'list/ab/10', 'list/ab/2']);
      expect(await store.list('list/ab/1', null, 100)).toEqual(['list/ab/1', 'list/ab/10']);
      const paged: string[] = [];
      for (
        let page = await store.list('list/', null, 3);
        page.length > 0;
        page = await store.list('list/', paged[paged.length - 1] ?? null, 3)
      ) {
        expect(page.length).toBeLessThanOrEqual(3);
        paged.push(...page);
      }
      expect(paged).toEqual(sorted);
      expect(await store.list('nowhere/', null, 10)).toEqual([]);
    });

    it.each(HOSTILE_KEYS.map((key) => [JSON.stringify(key.slice(0, 40)), key]))('refuses the key %s', async (_, key) => {
      await expect(put(key, 'x')).rejects.toThrow(InvalidObjectKeyError);
      await expect(store.get(key)).rejects.toThrow(InvalidObjectKeyError);
      await expect(store.size(key)).rejects.toThrow(InvalidObjectKeyError);
      await expect(store.delete(key)).rejects.toThrow(InvalidObjectKeyError);
    });

    it('refuses a hostile prefix', async () => {
      for (const prefix of ['../', '/', 'a/../', 'a\0']) await expect(store.list(prefix, null, 10)).rejects.toThrow(InvalidObjectKeyError);
    });

    it('has after reopening what it had before', async () => {
      await put('reopened/object', 'still here');
      await store.close();
      await expect(put('reopened/late', 'x')).rejects.toThrow();
      store = await open();
      expect(await get('reopened/object')).toBe('still here');
      expect(await store.list('reopened/', null, 10)).toEqual(['reopened/object']);
    });
  });
}
