import { gzipSync } from 'node:zlib';
import { Api } from '../fixtures/api';
import { Server } from '../fixtures/server';
import { Wire } from './wire';

const PROJECT = 'sizes';
const MEBIBYTE = 1024 * 1024;

/** A line of a run costs no other: whatever it is, the answer is one after which the client goes on. */
describe('lines and bodies at their limits', () => {
  let server: Server;
  let wire: Wire;
  let api: Api;
  beforeAll(async () => {
    server = await Server.start();
    wire = new Wire(server, 4);
    api = new Api(server);
  });
  afterAll(async () => {
    wire.close();
    await server.stop();
  });

  const send = (run: string, offset: number, ...content: string[]) =>
    wire.post(`/files/local/${PROJECT}/${run}/file_stream`, JSON.stringify({ files: { 'wandb-history.jsonl': { offset, content } } }));
  const receipt = (run: string) =>
    api.until(
      () => api.receipt(PROJECT, run),
      ({ complete }) => complete,
    );
  const wide = (keys: number): string =>
    JSON.stringify({ ...Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k/${index}`, index])), _step: 1 });

  it('keeps a row with more than 10,000 keys whole and out of the charts, and says so', async () => {
    expect(await send('wide', 0, '{"loss":1,"_step":0}', wide(10_001), '{"loss":2,"_step":2}')).toMatchObject({ status: 200 });
    expect((await receipt('wide')).totals).toMatchObject({ linesStored: 3, rowsOnly: 1, deadLetters: 0 });
    const points = async (key: string) =>
      (await api.series(PROJECT, { keys: [key], runs: ['wide'], buckets: 100 })).flatMap(({ y }) => [...y]);
    expect(await points('loss')).toEqual([1, 2]);
    expect(await points('k/7')).toEqual([]);
    expect(await send('wide', 3, wide(9_999))).toMatchObject({ status: 200 });
    expect((await receipt('wide')).totals).toMatchObject({ linesStored: 4, rowsOnly: 1 });
    expect(await points('k/7')).toEqual([7]);
  });

  it('keeps logging whole, and charts what it had, once a run has more than 100,000 keys', async () => {
    const rows = (from: number, to: number): string[] =>
      Array.from({ length: to - from }, (_, index) => {
        const row = from + index;
        const members = Array.from({ length: 9_000 }, (_unused, key) => [`step/${row}/key/${key}`, key]);
        return JSON.stringify({ loss: row, ...Object.fromEntries(members), _step: row });
      });
    let sent = 0;
    let marked = 0;
    // The count is asked for beside the posts: the limit shows some MiB later.
    while (marked === 0) {
      expect(sent).toBeLessThan(200);
      expect(await send('bomb', sent, ...rows(sent, sent + 8))).toMatchObject({ status: 200 });
      sent += 8;
      const { totals } = await receipt('bomb');
      expect(totals).toMatchObject({ linesStored: sent, deadLetters: 0, gaps: 0 });
      marked = totals.rowsOnly;
    }
    expect(sent).toBeGreaterThan(11);
    const { state } = await api.run(PROJECT, 'bomb');
    expect(state).toBe('running');
  });

  it('keeps lines up to 11 MiB, and puts longer ones aside without losing their neighbours', async () => {
    const long = (bytes: number): string => JSON.stringify({ text: 'x'.repeat(bytes) });
    expect(await send('long', 0, '{"a":1}', long(10 * MEBIBYTE), long(12 * MEBIBYTE), '{"a":2}')).toMatchObject({ status: 200 });
    expect((await receipt('long')).totals).toMatchObject({ linesStored: 3, deadLetters: 1 });
  });

  it('keeps deep lines as rows or puts them aside, and goes on', async () => {
    const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const broken = '['.repeat(200_000);
    expect(await send('deep', 0, '{"a":1}', deep(50), deep(5_000), deep(200_000), broken, '{"a":2}')).toMatchObject({ status: 200 });
    const { totals } = await receipt('deep');
    expect(totals.linesStored + totals.deadLetters).toBe(6);
    expect(totals.linesStored).toBeGreaterThanOrEqual(3);
    expect(await wire.post(`/files/local/${PROJECT}/deep/file_stream`, '['.repeat(2_000_000))).toMatchObject({ status: 503 });
    expect(await send('deep', 6, '{"a":3}')).toMatchObject({ status: 200 });
  });

  it('takes a body of 40 MiB, packed and plain, and refuses only one beyond 64 MiB', async () => {
    const text = JSON.stringify({ text: Array.from({ length: 60_000 }, (_, index) => (index * 2_654_435_761) % 4_294_967_296).join(' ') });
    const lines = Array.from({ length: 64 }, () => text);
    const body = JSON.stringify({ files: { 'wandb-history.jsonl': { offset: 0, content: lines } } });
    expect(body.length).toBeGreaterThan(36 * MEBIBYTE);
    expect(await wire.post(`/files/local/${PROJECT}/plain/file_stream`, body)).toMatchObject({ status: 200 });
    const packed = gzipSync(body, { level: 1 });
    expect(await wire.post(`/files/local/${PROJECT}/packed/file_stream`, packed, { 'content-encoding': 'gzip' })).toMatchObject({
      status: 200,
    });
    for (const run of ['plain', 'packed']) expect((await receipt(run)).totals).toMatchObject({ linesStored: 64, deadLetters: 0 });
    expect(await wire.post(`/files/local/${PROJECT}/plain/file_stream`, Buffer.alloc(65 * MEBIBYTE, 0x20))).toMatchObject({ status: 413 });
  });

  it('bears a hundred bombs at once, and keeps logging', async () => {
    const bomb = gzipSync(Buffer.alloc(60 * MEBIBYTE, 0x20), { level: 9 });
    const members = Buffer.concat([bomb, bomb]);
    const bombs = Array.from({ length: 100 }, (_, index) =>
      wire.post(`/files/local/${PROJECT}/bombed-${index}/file_stream`, index % 2 === 0 ? bomb : members, { 'content-encoding': 'gzip' }),
    );
    expect(await send('beside', 0, '{"a":1}')).toMatchObject({ status: 200 });
    for (const { status } of await Promise.all(bombs)) expect([429, 503]).toContain(status);
    expect((await receipt('beside')).totals).toMatchObject({ linesStored: 1 });
  });
});
