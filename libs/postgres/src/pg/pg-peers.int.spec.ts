import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startComponent, type Component } from '../../../../e2e/fixtures/component';
import { PgPeers } from './pg-peers';
import { PgPool } from './pg-pool';

jest.setTimeout(120_000);

/** A process of the deployment, as far as Postgres can tell. */
interface Member {
  readonly peers: PgPeers;
  stop(): Promise<void>;
}

const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await new Promise((resolve) => setImmediate(resolve));
};

describe('processes that share a Postgres', () => {
  let server: Component;
  let url: string;
  const started: Member[] = [];
  beforeAll(async () => {
    server = await startComponent('postgres', { ours: true });
  });
  afterAll(() => server?.dispose());
  beforeEach(async () => {
    const address = new URL(server.env['POSTGRES_URL'] ?? '');
    const name = `t${randomUUID().replaceAll('-', '')}`;
    const client = new Client({ connectionString: address.href });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    address.pathname = `/${name}`;
    url = address.href;
    const pool = new PgPool({ url, applicationName: 'setup' });
    await pool.migrate();
    await pool.close();
  });
  afterEach(() => Promise.all(started.splice(0).map((member) => member.stop())));

  function member(): PgPeers {
    const pool = new PgPool({ url, applicationName: 'member' });
    const peers = new PgPeers(pool, url, 'member', []);
    started.push({
      peers,
      stop: async () => {
        await peers.close();
        await pool.close();
      },
    });
    return peers;
  }

  it('take turns: of a hundred readers-then-writers none overwrites another', async () => {
    const members = [member(), member(), member()];
    let shared = 0;
    const increment = (peers: PgPeers): Promise<void> =>
      peers.turn('test:counter', async () => {
        const before = shared;
        await new Promise((resolve) => setImmediate(resolve));
        shared = before + 1;
      });
    await Promise.all(Array.from({ length: 99 }, (_, n) => increment(members[n % 3]!)));
    expect(shared).toBe(99);
  });

  it('are told when somebody else has had the turn since, also when that one failed', async () => {
    const [one, other] = [member(), member()];
    const told = (peers: PgPeers): Promise<boolean> => peers.turn('test:thing', async (undisturbed) => undisturbed);
    expect([await told(one), await told(one)]).toEqual([false, true]);
    await expect(
      other.turn('test:thing', async () => {
        throw new Error('the append failed');
      }),
    ).rejects.toThrow('the append failed');
    expect([await told(one), await told(one), await told(other)]).toEqual([false, true, false]);
  });

  it('take turns of different kinds inside of each other', async () => {
    const [one, other] = [member(), member()];
    const nested = (peers: PgPeers, n: number): Promise<number> =>
      peers.turn(`name:${n % 5}`, async () => peers.turn(`run:${n % 3}`, async () => n));
    const all = Array.from({ length: 60 }, (_, n) => nested(n % 2 ? one : other, n));
    expect(await Promise.all(all)).toHaveLength(60);
  });

  it('hear each other and not themselves, and are told when they may have missed something', async () => {
    const [one, other] = [member(), member()];
    const heard: string[] = [];
    let missed = 0;
    other.listen(
      'changes',
      (message) => heard.push(message),
      () => (missed += 1),
    );
    const own: string[] = [];
    let listening = 0;
    one.listen(
      'changes',
      (message) => own.push(message),
      () => (listening += 1),
    );
    await until(() => missed === 1 && listening === 1);
    one.tell('changes', 'first 😀');
    await until(() => heard.length === 1);
    await server.kill();
    await server.restart();
    await until(() => missed === 2);
    one.tell('changes', 'second');
    await until(() => heard.length === 2);
    expect([heard, own]).toEqual([['first 😀', 'second'], []]);
  });
});
