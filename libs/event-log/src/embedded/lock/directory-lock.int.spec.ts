import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import { DirectoryLock, LogDirectoryLockedError } from './directory-lock';
import { processMark } from './life-sign';
import { makeDirectory, openLog, readValues, record } from '../fixtures/open-log';

/** What a process that holds a lock looks like from outside. */
const HOLDER = `const net = require('node:net'), path = require('node:path');
  net.createServer((c) => c.destroy()).listen(path.join(process.argv[1], 'lock.' + process.pid + '.abcdef'), () => console.log('holding'));`;

describe('the lock of a log directory', () => {
  let directory: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => (directory = await makeDirectory()));
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await fs.rm(directory, { recursive: true });
  });

  const locks = async (): Promise<string[]> => (await fs.readdir(directory)).filter((name) => name.startsWith('lock'));
  const hold = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['-e', HOLDER, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  };

  test('refuses a second log in the same process, in one sentence, and leaves the first alone', async () => {
    const log = await openLog(directory);
    const refused = await openLog(directory).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LogDirectoryLockedError);
    expect(refused).toMatchObject({ directory, pid: process.pid });
    expect(String(refused)).toBe(
      `LogDirectoryLockedError: The event log in ${directory} is in use by process ${process.pid}: stop that process or choose another data directory.`,
    );
    await log.append('run-streams', [record('still')]);
    expect(await readValues(log)).toEqual(['still']);
    await log.close();
    expect(await locks()).toEqual([]);
    await (await openLog(directory)).close();
  });

  test('refuses while another process lives, and takes over when it was killed', async () => {
    const child = await hold();
    await expect(DirectoryLock.take(directory)).rejects.toMatchObject({ name: 'LogDirectoryLockedError', pid: child.pid });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await locks()).toHaveLength(1);
    const lock = await DirectoryLock.take(directory);
    expect(await locks()).toEqual([expect.stringContaining(`lock.${process.pid}.`)]);
    await lock.release();
    expect(await locks()).toEqual([]);
  });

  test('is not fooled by a pid that lives: the dead process had the same', async () => {
    const child = await hold();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await fs.rename(path.join(directory, (await locks())[0] ?? ''), path.join(directory, `lock.${process.pid}.abcdef`));
    await (await DirectoryLock.take(directory)).release();
  });

  test('is held by one of many that start together', async () => {
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.allSettled(Array.from({ length: 6 }, () => DirectoryLock.take(directory)));
      const held = answers.filter((answer) => answer.status === 'fulfilled');
      expect(held.length).toBeLessThanOrEqual(1);
      for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(LogDirectoryLockedError);
      await Promise.all(held.map((answer) => answer.value.release()));
      expect(await locks()).toEqual([]);
    }
  });

  test('works however deep the directory lies', async () => {
    const deep = path.join(directory, ...Array.from({ length: 12 }, (_, i) => `a-rather-long-name-${i}`));
    await fs.mkdir(deep, { recursive: true });
    const lock = await DirectoryLock.take(deep);
    await expect(DirectoryLock.take(deep)).rejects.toBeInstanceOf(LogDirectoryLockedError);
    await lock.release();
    expect(await fs.readdir(deep)).toEqual([]);
  });

  test('sweeps what a process left that was killed while starting, and never a living one', async () => {
    const child = await hold();
    const [dead] = await locks();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await fs.rename(path.join(directory, dead ?? ''), path.join(directory, `${dead}.starting`));
    const living = net.createServer().listen(path.join(directory, 'lock.1.bb.starting'));
    await once(living, 'listening');
    const lock = await DirectoryLock.take(directory);
    expect(await locks()).toEqual(['lock.1.bb.starting', expect.stringContaining(`lock.${process.pid}.`)]);
    await lock.release();
    living.close();
  });

  describe('where the file system takes no sockets', () => {
    const take = (): Promise<DirectoryLock> => DirectoryLock.take(directory, [async () => null, processMark]);

    test('is a file that refuses and is taken away', async () => {
      const lock = await take();
      await expect(take()).rejects.toMatchObject({ name: 'LogDirectoryLockedError', pid: process.pid });
      await expect(DirectoryLock.take(directory)).rejects.toBeInstanceOf(LogDirectoryLockedError);
      await lock.release();
      expect(await locks()).toEqual([]);
    });

    test('is taken over from a dead process, even if its pid lives again', async () => {
      const child = await hold();
      child.kill('SIGKILL');
      await once(child, 'exit');
      for (const pid of [child.pid, process.pid]) {
        await fs.writeFile(path.join(directory, `lock.${pid}.abcd`), '1');
        const lock = await take();
        expect(await locks()).toEqual([expect.stringMatching(/^lock\.\d+\.[0-9a-f]{12}$/)]);
        await lock.release();
      }
    });

    test('a directory that takes neither is refused in one sentence', async () => {
      await expect(DirectoryLock.take(directory, [async () => null])).rejects.toThrow(`The directory ${directory} cannot hold the lock`);
    });
  });
});
