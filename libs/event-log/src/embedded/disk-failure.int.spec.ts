import * as fs from 'node:fs/promises';
import { LogUnavailableError } from '../event-log';
import { type FileState, LogFile } from './disk/disk';
import { NodeDisk } from './disk/node-disk';
import { AMPLE, makeDirectory, openLog, readValues, record, segmentFiles, withLog } from './fixtures/open-log';

type Operation = 'write' | 'datasync' | 'truncate' | 'syncDirectory' | 'open' | 'read';

/** A real disk that refuses operations while told to. A refused write leaves half of its bytes, as a full disk does. */
class FailingDisk extends NodeDisk {
  readonly failing = new Map<Operation, string>();

  override async open(path: string, mode: 'read' | 'write'): Promise<LogFile> {
    if (path.endsWith('.log')) this.check('open');
    return new FailingFile(await super.open(path, mode), this);
  }

  override async syncDirectory(path: string): Promise<void> {
    this.check('syncDirectory');
    await super.syncDirectory(path);
  }

  check(operation: Operation): void {
    const code = this.failing.get(operation);
    if (code !== undefined) throw Object.assign(new Error(`${code}: refused, ${operation}`), { code });
  }
}

class FailingFile extends LogFile {
  constructor(
    private readonly file: LogFile,
    private readonly disk: FailingDisk,
  ) {
    super();
  }

  async write(bytes: Buffer, position: number): Promise<void> {
    if (this.disk.failing.has('write')) await this.file.write(bytes.subarray(0, bytes.length / 2), position);
    this.disk.check('write');
    await this.file.write(bytes, position);
  }

  async read(target: Buffer, position: number): Promise<number> {
    this.disk.check('read');
    return this.file.read(target, position);
  }

  async datasync(): Promise<void> {
    this.disk.check('datasync');
    await this.file.datasync();
  }

  async truncate(length: number): Promise<void> {
    this.disk.check('truncate');
    await this.file.truncate(length);
  }

  stat(): Promise<FileState> {
    return this.file.stat();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

describe('a disk that fails', () => {
  let directory: string;
  let disk: FailingDisk;
  beforeEach(async () => {
    directory = await makeDirectory();
    disk = new FailingDisk();
  });
  afterEach(() => fs.rm(directory, { recursive: true }));

  const length = async (): Promise<number> => (await fs.stat((await segmentFiles(directory)).at(-1) ?? '')).size;

  test.each<[string, Partial<Record<Operation, string>>]>([
    ['a full disk', { write: 'ENOSPC' }],
    ['a disk that cannot sync', { datasync: 'EIO' }],
    ['a full disk that cannot cut either', { write: 'ENOSPC', truncate: 'EIO' }],
    ['a disk that can do nothing', { write: 'EIO', datasync: 'EIO', truncate: 'EIO' }],
  ])('%s rejects the appends, and takes new ones when it works again', async (_name, failures) => {
    await withLog(directory, { disk, cacheBytes: 0 }, async (log) => {
      await log.append('run-streams', [record('before')]);
      const durable = await length();
      for (const [operation, code] of Object.entries(failures)) disk.failing.set(operation as Operation, code);
      for (let attempt = 0; attempt < 2; attempt++) {
        const refused = await Promise.allSettled([
          log.append('run-streams', [record('lost'), record('lost')]),
          log.append('run-streams', [record('lost')]),
        ]);
        for (const answer of refused) expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailableError) });
        expect(log.waitingBytes()).toBe(0);
        expect(await log.endOffset('run-streams', 0)).toBe(1);
        expect(await readValues(log)).toEqual(['before']);
      }
      if (failures.truncate === undefined && failures.datasync === undefined) expect(await length()).toBe(durable);
      disk.failing.clear();
      expect(await log.append('run-streams', [record('after')])).toEqual([{ partition: 0, offset: 1 }]);
      expect(await readValues(log)).toEqual(['before', 'after']);
    });
    expect(await withLog(directory, { cacheBytes: 0 }, (log) => readValues(log))).toEqual(['before', 'after']);
  });

  test.each<Operation>(['open', 'write', 'datasync', 'syncDirectory'])(
    '%s refused while a segment is begun costs only that append',
    async (operation) => {
      const options = { disk, segmentBytes: 1, cacheBytes: 0 };
      await withLog(directory, options, async (log) => {
        await log.append('run-streams', [record('0')]);
        disk.failing.set(operation, 'ENOSPC');
        await expect(log.append('run-streams', [record('lost')])).rejects.toBeInstanceOf(LogUnavailableError);
        disk.failing.clear();
        await log.append('run-streams', [record('1')]);
        await log.append('run-streams', [record('2')]);
        expect(await readValues(log)).toEqual(['0', '1', '2']);
      });
      expect(await withLog(directory, options, (log) => readValues(log))).toEqual(['0', '1', '2']);
    },
  );

  test.each<Operation>(['write', 'datasync', 'syncDirectory'])(
    '%s refused while a segment is begun does not harm the next start, although a smaller append would still have fitted',
    async (operation) => {
      const options = { disk, segmentBytes: 400, cacheBytes: 0 };
      await withLog(directory, options, async (log) => {
        await log.append('run-streams', [record('0')]);
        disk.failing.set(operation, 'ENOSPC');
        await expect(log.append('run-streams', [record('x'.repeat(400))])).rejects.toBeInstanceOf(LogUnavailableError);
        disk.failing.clear();
        await log.append('run-streams', [record('1')]);
      });
      expect(await withLog(directory, options, (log) => readValues(log))).toEqual(['0', '1']);
    },
  );

  test('a read that the disk refuses says so, and works later', async () => {
    await withLog(directory, { disk, cacheBytes: 0 }, async (log) => {
      await log.append('run-streams', [record('0')]);
      for (const operation of ['open', 'read'] as const) {
        disk.failing.set(operation, 'EIO');
        await expect(readValues(log)).rejects.toBeInstanceOf(LogUnavailableError);
        disk.failing.clear();
      }
      expect(await readValues(log)).toEqual(['0']);
    });
  });

  test('what was just appended is read without the disk, older records are not kept in memory', async () => {
    await withLog(directory, { disk, cacheBytes: 3000 }, async (log) => {
      for (let i = 0; i < 20; i++) await log.append('run-streams', [record(`${i}`)]);
      disk.failing.set('open', 'EIO').set('read', 'EIO');
      for (const from of [17, 18, 19]) {
        expect((await log.read('run-streams', 0, from, AMPLE)).map(({ value }) => String(value))).toEqual(
          ['17', '18', '19'].slice(from - 17),
        );
      }
      await expect(log.read('run-streams', 0, 0, AMPLE)).rejects.toBeInstanceOf(LogUnavailableError);
      disk.failing.clear();
      expect(await readValues(log)).toHaveLength(20);
    });
  });

  test('a disk that fails while the log is opened leaves no lock', async () => {
    await withLog(directory, {}, (log) => log.append('dead-letters', [record('0')]));
    disk.failing.set('datasync', 'EIO');
    await expect(openLog(directory, { disk })).rejects.toThrow(/EIO/);
    expect(await withLog(directory, {}, (log) => readValues(log, 'dead-letters'))).toEqual(['0']);
  });
});
