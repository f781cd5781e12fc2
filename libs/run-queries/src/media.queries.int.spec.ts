import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeTsv, type ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { MediaQueries } from './media.queries';

jest.setTimeout(60_000);

const PROJECT = '100';
const RUN = ((1_790_000_000_000n << 21n) + 5n).toString();
const image = (name: string): string => `{"_type":"image-file","path":"media/images/${name}.png"}`;

describe('MediaQueries', () => {
  let folder: string;
  let db: ClickHouse;
  let media: MediaQueries;
  let record = 0;

  async function logged(...lines: readonly (readonly [number, string])[]): Promise<void> {
    record += 1;
    const body = lines.map(
      ([line, text], place) => `${PROJECT}\t${RUN}\t\t0\t${record}\t5\t${line}\t${place}\t${escapeTsv(text)}\t${fixedOf(text)}\n`,
    );
    const columns = ['project_id', 'run_id', 'writer', 'partition', 'record', 'time', 'line', 'place', 'row', 'fixed'];
    await db.insertTsv('incoming_history', columns, Buffer.from(body.join('')));
  }
  /** As the projector does: a form that ClickHouse can read, where the line is none. */
  const fixedOf = (text: string): string => (text.includes('NaN') ? escapeTsv(text.replace('NaN', '"\\u0001NaN"')) : '');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'media-'));
    db = await ChdbClickHouse.open(folder);
    await db.migrate();
    await db.command('SYSTEM STOP MERGES');
    media = new MediaQueries(db);
    await logged(
      [0, `{"_step":10,"img":${image('a')},"loss":1}`],
      [1, `{"_step":15,"loss":2,"text":"img _type"}`],
      [2, `{"_step":20,"img":${image('b')},"loss":NaN}`],
      [3, `{"_step":30,"img":${image('c')}}`],
      [4, `{"_step":30,"img":${image('d')}}`],
      [5, `{"_step":40,"val":{"img":${image('e')}},"a.b":${image('f')}}`],
      [6, `{"_step":50,"img":${image('gone')}}`],
    );
    // The line was sent again and holds no image now.
    await logged([6, '{"_step":50,"loss":3}']);
  });
  afterAll(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  const pathAt = async (key: string, step: number): Promise<unknown> => (await media.at(PROJECT, RUN, key, step)).value?.['path'];

  it('knows the steps that hold the key, also beside NaN, and none that a line has lost', async () => {
    expect(await media.steps(PROJECT, RUN, 'img')).toEqual({ steps: [10, 20, 30] });
    expect(await media.steps(PROJECT, RUN, 'none')).toEqual({ steps: [] });
    for (const key of ['loss', 'text']) expect(await media.steps(PROJECT, RUN, key)).toEqual({ steps: [] });
    expect(await media.steps('101', RUN, 'img')).toEqual({ steps: [] });
  });

  it('gives what was logged last at a step, and nothing for another', async () => {
    expect(await pathAt('img', 10)).toBe('media/images/a.png');
    expect(await pathAt('img', 20)).toBe('media/images/b.png');
    expect(await pathAt('img', 30)).toBe('media/images/d.png');
    for (const step of [15, 25, 50]) expect((await media.at(PROJECT, RUN, 'img', step)).value).toBeNull();
  });

  it('finds nested keys and keys that hold dots', async () => {
    expect(await media.steps(PROJECT, RUN, 'val.img')).toEqual({ steps: [40] });
    expect(await pathAt('val.img', 40)).toBe('media/images/e.png');
    expect(await pathAt('a.b', 40)).toBe('media/images/f.png');
  });

  it('takes hostile keys for keys', async () => {
    for (const key of ["' OR 1=1 --", '__proto__', 'constructor', '.'.repeat(900), '\u0000', 'a\tb\nc'])
      expect((await media.at(PROJECT, RUN, key, 10)).value).toBeNull();
  });
});
