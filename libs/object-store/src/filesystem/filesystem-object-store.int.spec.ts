import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { objectStoreContract } from '../object-store.contract';
import { FilesystemObjectStore } from './filesystem-object-store';

describe('FilesystemObjectStore', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'objects-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  objectStoreContract('FilesystemObjectStore', () => FilesystemObjectStore.open(directory));

  it('sweeps away on opening what a crash left of uploads', async () => {
    const store = await FilesystemObjectStore.open(directory);
    await store.close();
    await writeFile(join(directory, 'uploads', 'torn'), 'half');
    await (await FilesystemObjectStore.open(directory)).close();
    expect(await readdir(join(directory, 'uploads'))).toEqual([]);
  });

  it('leaves no temporary file behind, whether the upload succeeds or breaks off', async () => {
    const store = await FilesystemObjectStore.open(directory);
    await store.put('fine', Readable.from(['x']));
    const broken = function* (): Generator<string> {
      yield 'x';
      throw new Error('gone');
    };
    await expect(store.put('broken', Readable.from(broken()))).rejects.toThrow('gone');
    await store.close();
    expect(await readdir(join(directory, 'uploads'))).toEqual([]);
  });

  it('takes no symbolic link for an object or a folder when listing', async () => {
    const store = await FilesystemObjectStore.open(directory);
    await writeFile(join(directory, 'secret'), 'outside');
    await symlink(directory, join(directory, 'objects', 'link'));
    await symlink(join(directory, 'secret'), join(directory, 'objects', 'linked-file'));
    expect(await store.list('link', null, 10)).toEqual([]);
    await expect(store.get('linked-file')).rejects.toThrow();
    await store.close();
  });
});
