import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Api } from '../fixtures/api';
import { Server } from '../fixtures/server';
import { historyPost, Wire } from './wire';

const SLOW = 5_000;
const PROJECT = 'slow';
/** Each announces it and sends a byte a second of it. */
const ANNOUNCED = 1_000_000;

describe(`${SLOW} clients that send a byte at a time`, () => {
  let server: Server;
  let wire: Wire;
  let slow: Socket[] = [];
  beforeAll(async () => {
    server = await Server.start();
    wire = new Wire(server, 4);
  });
  afterAll(async () => {
    for (const socket of slow) socket.destroy();
    wire.close();
    await server.stop();
  });

  it('keep nobody from logging, and are cut off in the end', async () => {
    const path = (run: number): string => `/files/local/${PROJECT}/slow-${run % 50}/file_stream`;
    slow = Array.from({ length: SLOW }, (_, index) => wire.begun(path(index), ANNOUNCED, '{'));
    const ends = slow.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await Promise.all(slow.map((socket) => once(socket, 'connect')));
    const drip = setInterval(() => slow.forEach((socket) => socket.writable && socket.write(' ')), 1_000);
    try {
      for (let post = 0; post < 100; post += 1) {
        const answer = await wire.post(`/files/local/${PROJECT}/honest/file_stream`, historyPost(post, post + 1));
        expect(answer).toMatchObject({ status: 200 });
      }
      expect((await wire.post('/graphql', JSON.stringify({ query: 'query { viewer { username } }' }))).status).toBe(200);
      await Promise.all(ends);
    } finally {
      clearInterval(drip);
    }
    const api = new Api(server);
    const { totals } = await api.until(
      () => api.receipt(PROJECT, 'honest'),
      ({ complete }) => complete,
    );
    expect(totals).toMatchObject({ linesStored: 100, gaps: 0, deadLetters: 0 });
  });

  it('are not those whose upload takes its time but comes along', async () => {
    const body = historyPost(0, 400, 1_000);
    const answered = new Promise<string>((resolve, reject) => {
      const socket = wire.begun(`/files/local/${PROJECT}/patient/file_stream`, Buffer.byteLength(body), '');
      slow.push(socket);
      socket.on('data', (part: Buffer) => resolve(part.toString('latin1')));
      socket.on('close', () => reject(new Error('It was cut off')));
      let sent = 0;
      // 16 KB/s: beyond two looks of the watch, and above what it asks for.
      const flow = setInterval(() => {
        socket.write(body.slice(sent, sent + 4_096));
        sent += 4_096;
        if (sent >= body.length) clearInterval(flow);
      }, 250);
    });
    expect(await answered).toMatch(/^HTTP\/1.1 200/);
  });
});
