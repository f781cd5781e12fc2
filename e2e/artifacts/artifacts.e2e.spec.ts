import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SDK_VERSIONS, SdkScript } from '../fixtures/sdk';
import { Server } from '../fixtures/server';

let server: Server;
let folder: string;
beforeAll(async () => {
  server = await Server.start();
  folder = mkdtempSync(join(tmpdir(), 'runstead-artifacts-'));
});
afterAll(async () => {
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  rmSync(folder, { recursive: true, force: true });
});

describe.each(SDK_VERSIONS)('artifacts of wandb %s', (version) => {
  const id = version.replaceAll('.', '-');

  async function report(script: string, args: readonly string[]): Promise<{ told: Record<string, unknown>; stderr: string }> {
    const { stdout, stderr } = await new SdkScript(server, version, `../artifacts/scripts/${script}`, args).succeed();
    return { told: JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>, stderr };
  }

  it('J1: are logged as versions, the same content once', async () => {
    const { told, stderr } = await report('log_artifacts.py', [`log-${id}`, join(folder, 'files'), `numbers-${id}`]);
    const [first, again, second] = [told['first'], told['again'], told['second']] as [string[], string[], unknown[]];
    expect(first[1]).toBe('v0');
    expect(again).toEqual(first);
    expect(second.slice(1)).toEqual(['v1', ['latest'], 128_027, { rows: 3 }, 'some numbers']);
    // The client says so itself when a content is there already.
    expect(stderr.replace(/^.*WARNING Artifact ".*" already exists with the same content.*$/gm, '')).not.toMatch(/WARNING|ERROR|Fatal/);
  });

  it('J2 J3: are used, downloaded byte for byte and found again', async () => {
    const { told } = await report('use_artifacts.py', [`use-${id}`, `log-${id}`, `numbers-${id}`]);
    expect(told).toMatchObject({
      best: ['v0', Buffer.from('strange name').toString('hex')],
      latest: ['v1', ['a.txt', 'deep/er/b.bin', 'deep/q#?ü.txt', 'empty.bin', 'extra.json']],
      one: 'alpha',
      table: [
        ['n', 'text'],
        [
          [1, 'one'],
          [2, 'two'],
        ],
      ],
      aliases: ['best'],
      files: [
        ['a.txt', 5],
        ['deep/er/b.bin', 128_000],
        ['deep/q#?ü.txt', 12],
        ['empty.bin', 0],
      ],
      count: 4,
      'api download': true,
      'used by': [`use-${id}`],
      'logged by': `log-${id}`,
      exists: [true, false, false],
      versions: ['v1', 'v0'],
      run: { used: [`numbers-${id}:v0`, `numbers-${id}:v1`, `run-log-${id}-table:v0`] },
    });
  });

  it('change, are linked, written by several, and deleted', async () => {
    const { told } = await report('change_artifacts.py', [`change-${id}`, `changes-${id}`]);
    expect(told).toMatchObject({
      refs: [
        ['inner', true],
        ['local', true],
        ['web', true],
      ],
      linked: ['portfolio:v0', true, ['latest', 'staging'], 'model:v1'],
      'linked again': 'portfolio:v1',
      draft: ['v3', ['more.txt', 'n.txt']],
      changed: ['v0', 'changed', { n: 0, extra: [1, 2] }, ['added'], ['second-tag']],
      inner: '1',
      shared: ['v0', ['part-0.txt', 'part-1.txt'], true],
      'shared parts': ['part-0.txt', 'part-1.txt'],
      grows: ['v2', 3],
      links: ['portfolio:v0'],
      portfolio: ['v0', 'v1', 'model'],
      collections: ['model', 'portfolio'],
      collection: [true, ['added', 'alias-1', 'alias-2', 'latest']],
      'collection changed': ['about models', ['one']],
      'after delete': ['v3', 'v2', 'v0'],
      'after unlink': false,
      newest: 'v3',
      'latest moved': 'v2',
      'after all': false,
    });
    expect(told['delete with alias']).toMatch(/alias/);
    expect(told['other type']).toMatch(/already exists with type/);
  });
});
