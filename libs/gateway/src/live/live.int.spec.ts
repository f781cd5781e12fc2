import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, get } from 'node:http';
import { Sessions } from '@runstead/accounts';
import { RunCommands } from '@runstead/run-commands';
import { ChangeFeed } from '@runstead/projections';
import type { LiveEvent } from '@runstead/ui-contract';
import { type Gateway, keyOf, basic, startGateway } from '../fixtures/gateway';
import { LiveHub } from './live-hub';

/** A listener on a real socket. */
class Listener {
  private text = '';
  private readonly events: LiveEvent[] = [];
  private wake: () => void = () => undefined;
  private constructor(
    private readonly request: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8').on('data', (part: string) => this.take(part));
  }

  static async open(port: number, query: string, headers: Record<string, string>): Promise<Listener> {
    const request = get({ port, host: '127.0.0.1', path: `/api/v1/live?${query}`, headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return new Listener(request, response);
  }

  /** The next `count` events. */
  async next(count: number): Promise<LiveEvent[]> {
    while (this.events.length < count) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.events.splice(0, count);
  }

  get raw(): string {
    return this.text;
  }

  close(): void {
    this.request.destroy();
  }

  private take(part: string): void {
    this.text += part;
    for (const line of part.split('\n')) if (line.startsWith('data: ')) this.events.push(JSON.parse(line.slice(6)) as LiveEvent);
    this.wake();
  }
}

describe('live updates', () => {
  let gateway: Gateway;
  let port: number;
  let stopped = false;
  const ada = basic(keyOf('ada'));
  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.addUser('ada');
    await gateway.addRun('ada', 'mnist', 'first');
    port = gateway.port;
  }, 60_000);
  afterAll(async () => {
    if (!stopped) await gateway.stop();
  });

  it('greets, then tells of a new run and its changes by name', async () => {
    const listener = await Listener.open(port, 'entity=ada&project=mnist', ada);
    expect(listener.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
    });
    expect(await listener.next(1)).toEqual([{ kind: 'hello' }]);
    const { runId } = await gateway.addRun('ada', 'mnist', '<b>🚀\n\ndata: {}');
    const created = await listener.next(1);
    expect(created).toEqual([{ kind: 'run-created', run: '<b>🚀\n\ndata: {}' }]);
    await gateway.get(RunCommands).changeDetails(runId, { displayName: 'new' }, 'ada');
    expect(await listener.next(1)).toEqual([{ kind: 'run-changed', run: '<b>🚀\n\ndata: {}' }]);
    listener.close();
  });

  it('sends at most one event a run and kind in a quarter of a second, and the newest', async () => {
    const run = await gateway.addRun('ada', 'mnist', 'busy');
    const listener = await Listener.open(port, 'entity=ada&project=mnist&run=busy', ada);
    await listener.next(1);
    const feed = gateway.get(ChangeFeed);
    for (let lines = 1; lines <= 500; lines += 1) feed.publish([{ kind: 'history', projectId: run.projectId, runId: run.runId, lines }]);
    feed.publish([{ kind: 'console', projectId: run.projectId, runId: run.runId, lines: 7 }]);
    expect(await listener.next(2)).toEqual([
      { kind: 'history', run: 'busy', lines: 500 },
      { kind: 'console', run: 'busy', lines: 7 },
    ]);
    feed.publish([{ kind: 'history', projectId: run.projectId, runId: run.runId, lines: 501 }]);
    feed.publish([{ kind: 'history', projectId: run.projectId, runId: run.runId, lines: 502 }]);
    expect(await listener.next(1)).toEqual([{ kind: 'history', run: 'busy', lines: 502 }]);
    listener.close();
  });

  it('tells a listener of one run nothing of others, and nobody of other projects', async () => {
    const mine = await gateway.addRun('ada', 'mnist', 'mine');
    const other = await gateway.addRun('ada', 'other', 'foreign');
    const listener = await Listener.open(port, 'entity=ada&project=mnist&run=mine', ada);
    await listener.next(1);
    const feed = gateway.get(ChangeFeed);
    feed.publish([
      { kind: 'files', projectId: other.projectId, runId: other.runId },
      { kind: 'files', projectId: mine.projectId, runId: (await gateway.addRun('ada', 'mnist', 'sibling')).runId },
      { kind: 'summary', projectId: mine.projectId, runId: mine.runId },
    ]);
    expect(await listener.next(1)).toEqual([{ kind: 'summary', run: 'mine' }]);
    listener.close();
  });

  it('keeps a quiet stream open with comments, and ends one whose session is over', async () => {
    const session = await gateway.session('ada');
    const listener = await Listener.open(port, 'entity=ada&project=mnist', session);
    await listener.next(1);
    const hub = gateway.get(LiveHub);
    await hub.beat();
    await new Promise<void>((resolve) => listener.response.once('data', () => resolve()));
    expect(listener.raw).toContain(': heartbeat\n\n');
    const ended = once(listener.response, 'end');
    await gateway.get(Sessions).end(session.cookie.split('=')[1]!);
    await hub.beat();
    await ended;
  });

  it('drops a client that does not read', async () => {
    const hub = gateway.get(LiveHub);
    const before = hub.connections;
    const run = await gateway.addRun('ada', 'mnist', 'slow');
    const stream = hub.connect(run.projectId, null, () => Promise.resolve(true));
    const gone = once(stream, 'close');
    for (let n = 0; n < 5_000 && !stream.destroyed; n += 1) stream.send({ kind: 'history', run: 'slow', lines: n });
    await gone;
    expect(hub.connections).toBe(before);
  });

  it('forgets a client that left', async () => {
    const hub = gateway.get(LiveHub);
    const listener = await Listener.open(port, 'entity=ada&project=mnist', ada);
    await listener.next(1);
    const open = hub.connections;
    listener.close();
    while (hub.connections === open) await new Promise((resolve) => setImmediate(resolve));
    expect(hub.connections).toBe(open - 1);
  });

  it('lets the server stop while somebody listens', async () => {
    const listener = await Listener.open(port, 'entity=ada&project=mnist', ada);
    await listener.next(1);
    const ended = once(listener.response, 'end');
    stopped = true;
    await gateway.stop();
    await ended;
  });
});
