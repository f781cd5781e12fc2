import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Server } from '../fixtures/server';

describe('the door of the server', () => {
  let server: Server;
  beforeAll(async () => {
    server = await Server.start();
  });
  afterAll(() => server.stop());

  function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`api:${server.key}`).toString('base64')}`;
    return fetch(server.url + path, { method: 'POST', headers: { authorization, 'content-type': 'application/json', ...headers }, body });
  }

  function half(path: string): Socket {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\ncontent-type: text/plain\r\n\r\nx`);
    return socket;
  }

  it('does not unpack what a stranger sends', async () => {
    const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20), { level: 9 });
    const headers = { 'content-encoding': 'gzip', authorization: 'Bearer nobody-0123456789abcdef' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('/files/local/p/r/file_stream', bomb, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });

  it('cuts off who lets it wait for a body', async () => {
    const socket = half('/graphql');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(socket.destroyed).toBe(true);
  });

  it('stops in order while clients are in the middle of a request, and keeps what it acknowledged', async () => {
    const stuck = [half('/graphql'), half('/files/local/stop/r/file_stream'), half('/storage/uploads/1/2/3')];
    await Promise.all(stuck.map((socket) => once(socket, 'connect')));
    const statuses: number[] = [];
    let acknowledged = 0;
    const writer = (async (): Promise<void> => {
      for (let line = 0; ; line += 1) {
        const body = { files: { 'wandb-history.jsonl': { offset: line, content: [`{"_step":${line}}`] } } };
        const answer = await post('/files/local/stop/r/file_stream', JSON.stringify(body)).catch(() => null);
        if (answer === null) return;
        statuses.push(answer.status);
        if (answer.status !== 200) return;
        acknowledged = line + 1;
        if (acknowledged === 20) server.signal('SIGTERM');
      }
    })();
    expect(await server.exited()).toEqual({ code: 0, signal: null });
    await writer;
    for (const socket of stuck) socket.destroy();
    expect(acknowledged).toBeGreaterThanOrEqual(20);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await server.launch();
    const query = 'query { project(name: "stop", entityName: "local") { run(name: "r") { historyLineCount } } }';
    const { data } = (await (await post('/graphql', JSON.stringify({ query }))).json()) as {
      data: { project: { run: { historyLineCount: number } } };
    };
    expect(data.project.run.historyLineCount).toBeGreaterThanOrEqual(acknowledged);
  });
});
