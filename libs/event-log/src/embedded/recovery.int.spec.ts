import * as fs from 'node:fs/promises';
import { LogCorruptError } from './segments/log-corrupt-error';
import { prepareRecord } from './segments/frame';
import { SEGMENT_HEADER_BYTES } from './segments/segment-header';
import type { TornTail } from './segments/segment-recovery';
import { makeDirectory, openLog, readValues, record, segmentFiles, withLog } from './fixtures/open-log';

const FRAME = prepareRecord(record('0')).frameBytes;
/** A new segment for each group: every group is larger. */
const TINY = { segmentBytes: 1, cacheBytes: 0 };

describe('what a crash leaves', () => {
  let directory: string;
  beforeEach(async () => (directory = await makeDirectory()));
  afterEach(() => fs.rm(directory, { recursive: true }));

  /** Appends each list as one group. */
  const fill = (options: object, groups: string[][]): Promise<void> =>
    withLog(directory, options, async (log) => {
      for (const values of groups)
        await log.append(
          'run-streams',
          values.map((value) => record(value)),
        );
    });
  const onlySegment = async (): Promise<string> => (await segmentFiles(directory))[0] ?? '';

  /** Opens the log as the next start does. */
  const recovered = async (): Promise<{ values: string[]; torn: TornTail[] }> => {
    const torn: TornTail[] = [];
    const values = await withLog(directory, { cacheBytes: 0, onTornTail: (tail) => torn.push(tail) }, (log) => readValues(log));
    return { values, torn };
  };

  test.each([
    ['zeros', Buffer.alloc(5000)],
    ['ones', Buffer.alloc(77, 0xff)],
    ['two bytes', Buffer.from([60, 0])],
    ['a length without its record', Buffer.from([200, 0, 0, 0, 1, 2, 3, 4, 5])],
  ])('a tail of %s is cut off and told of', async (_name, tail) => {
    await fill({}, [['0'], ['1', '2']]);
    await fs.appendFile(await onlySegment(), tail);
    const { values, torn } = await recovered();
    expect(values).toEqual(['0', '1', '2']);
    expect(torn).toMatchObject([{ path: await onlySegment(), keptBytes: SEGMENT_HEADER_BYTES + 3 * FRAME, cutBytes: tail.length }]);
    expect(await recovered()).toEqual({ values, torn: [] });
  });

  test('a hole in the last group is a torn write, although whole records of that group follow it', async () => {
    await fill({}, [['0'], ['1', '2', '3', '4']]);
    await overwrite(await onlySegment(), SEGMENT_HEADER_BYTES + 2 * FRAME, Buffer.alloc(FRAME));
    expect(await recovered()).toMatchObject({ values: ['0', '1'], torn: [{ cutBytes: 3 * FRAME }] });
  });

  test.each([
    ['a turned bit in a value', 2 * FRAME - 1, 1],
    ['a wiped record', FRAME, FRAME],
    ['a length that reaches beyond the file', FRAME + 2, 1],
  ])('%s before a later group is lost data: the log refuses to open and changes nothing', async (_name, position, bytes) => {
    await fill({}, [['0', '1', '2'], ['3']]);
    const segment = await onlySegment();
    await overwrite(segment, SEGMENT_HEADER_BYTES + position, Buffer.alloc(bytes, 0x01));
    const before = await fs.readFile(segment);
    const error = await openLog(directory).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(LogCorruptError);
    expect(String(error)).toContain(segment);
    expect(String(error)).toContain(`byte ${SEGMENT_HEADER_BYTES + FRAME}`);
    expect(String(error)).toMatch(/record 3 was written after .* Restore this file from a backup/);
    expect((await fs.readFile(segment)).equals(before)).toBe(true);
    await expect(openLog(directory)).rejects.toBeInstanceOf(LogCorruptError); // The refusal left no lock behind.
  });

  test('bytes that a client sent can not pass for a record that proves loss', async () => {
    await fill({}, [['0'], ['1']]);
    const frameOfLaterGroup = (await fs.readFile(await onlySegment())).subarray(SEGMENT_HEADER_BYTES + FRAME);
    await fs.rm(directory, { recursive: true });
    await withLog(directory, {}, (log) => log.append('run-streams', [{ key: 'k', headers: {}, value: frameOfLaterGroup }]));
    await overwrite(await onlySegment(), SEGMENT_HEADER_BYTES + 16, Buffer.from([9]));
    expect(await recovered()).toMatchObject({ values: [], torn: [{ keptBytes: SEGMENT_HEADER_BYTES }] });
  });

  test('a segment that was being created is begun again', async () => {
    await fill(TINY, [['0'], ['1']]);
    for (const header of [Buffer.alloc(0), Buffer.from('RSTD'), Buffer.alloc(SEGMENT_HEADER_BYTES)]) {
      const born = `${directory}/run-streams/${'2'.padStart(20, '0')}.log`;
      await fs.writeFile(born, header);
      expect(await recovered()).toEqual({ values: ['0', '1'], torn: [] });
    }
    await fill({}, [['2']]);
    expect((await recovered()).values).toEqual(['0', '1', '2']);
  });

  describe('in a finished segment', () => {
    beforeEach(() => fill(TINY, [['0', '1'], ['2'], ['3', '4'], ['5']]));
    const segment = async (index: number): Promise<string> => (await segmentFiles(directory))[index] ?? '';

    test('records are found without their indexes, which are made again', async () => {
      const index = (await segment(2)).replace('.log', '.index');
      const original = await fs.readFile(index, 'utf8');
      for (const text of ['', '{', 'null', '{"length":3}', original.replace(/"length":\d+/, '"length":24')]) {
        await fs.writeFile(index, text);
        expect((await recovered()).values).toEqual(['0', '1', '2', '3', '4', '5']);
        expect(await fs.readFile(index, 'utf8')).toBe(original);
      }
    });

    test('a turned bit refuses to open', async () => {
      await overwrite(await segment(1), SEGMENT_HEADER_BYTES + FRAME - 1, Buffer.from('X'));
      await expect(openLog(directory)).rejects.toThrow(/segment that was finished/);
    });

    test('a cut refuses to open, between records as within one', async () => {
      await fs.truncate(await segment(2), SEGMENT_HEADER_BYTES + FRAME + 5);
      await expect(openLog(directory)).rejects.toThrow(/segment that was finished/);
      await fs.truncate(await segment(2), SEGMENT_HEADER_BYTES + FRAME);
      await expect(openLog(directory)).rejects.toThrow(/starts at record 5, but the segment before it ends at record 4/);
    });

    test.each([0, 1, 2])('segment %d gone refuses to open', async (gone) => {
      await fs.rm(await segment(gone));
      await expect(openLog(directory)).rejects.toThrow(/the segment before it ends at record/);
    });

    test('a header of another segment refuses to open', async () => {
      await fs.copyFile(await segment(0), await segment(2));
      await expect(openLog(directory)).rejects.toThrow(/byte 0: the header/);
    });
  });

  test('a record that goes bad while the log is open is an error of the read, not a shorter batch', async () => {
    await withLog(directory, { cacheBytes: 0 }, async (log) => {
      await log.append('run-streams', [record('0'), record('1'), record('2')]);
      await overwrite(await onlySegment(), SEGMENT_HEADER_BYTES + 2 * FRAME - 1, Buffer.from('X'));
      await expect(readValues(log)).rejects.toBeInstanceOf(LogCorruptError);
    });
  });
});

async function overwrite(path: string, position: number, bytes: Buffer): Promise<void> {
  const file = await fs.open(path, 'r+');
  await file.write(bytes, 0, bytes.length, position);
  await file.close();
}
