import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { SlowClients } from './slow-clients';

/** Looks every 50 ms, so that the test takes no ten seconds; what counts is bytes between two looks. */
const LIMITS = { interval: 50, leastBytes: 10 };
const HEAD = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n';

/** Also when it was reset. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

describe('slow clients', () => {
  let server: Server;
  let open: Socket[];

  beforeEach(async () => {
    open = [];
    server = createServer((request, response) => {
      if (request.url === '/unread') return;
      if (request.url === '/refused') return void response.writeHead(401).end();
      request.resume();
      request.on('end', () => response.end('done'));
    });
    new SlowClients(LIMITS).watch(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    for (const socket of open) socket.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  function client(head: string): Socket {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    open.push(socket);
    socket.on('error', () => undefined);
    socket.write(head);
    return socket;
  }

  it('that send no body are cut off', async () => {
    const socket = client(HEAD);
    await closed(socket);
    expect(socket.destroyed).toBe(true);
  });

  it('that send a byte at a time are cut off', async () => {
    const socket = client(HEAD);
    const drip = setInterval(() => socket.write('x'), 20);
    await closed(socket).finally(() => clearInterval(drip));
    expect(socket.destroyed).toBe(true);
  });

  it('are not those that have just begun: only the second look can tell', async () => {
    const looks = jest.spyOn(SlowClients.prototype as unknown as { cutOff: () => void }, 'cutOff');
    const fresh = client(HEAD);
    await once(server, 'request');
    looks.mockClear();
    await closed(fresh);
    expect(looks.mock.calls.length).toBeGreaterThanOrEqual(2);
    looks.mockRestore();
  });

  it('that were answered and keep the rest of the body to themselves are cut off', async () => {
    const socket = client(HEAD.replace('POST /', 'POST /refused'));
    await once(socket, 'data');
    await closed(socket);
    expect(socket.destroyed).toBe(true);
  });

  it('that come along are answered, however long it takes', async () => {
    const socket = client(HEAD.replace('1000000', '20000'));
    let sent = 0;
    const flow = setInterval(() => {
      if (sent < 20_000) socket.write('x'.repeat(1_000));
      sent += 1_000;
    }, 20);
    const [answer] = (await once(socket, 'data').finally(() => clearInterval(flow))) as [Buffer];
    expect(answer.toString()).toContain('200 OK');
  });

  it('are not those whose body the server does not read', async () => {
    const socket = client(HEAD.replace('POST /', 'POST /unread'));
    socket.write('x'.repeat(500_000));
    await once(server, 'request');
    const witness = client(HEAD);
    await closed(witness);
    expect(socket.destroyed).toBe(false);
  });
});
