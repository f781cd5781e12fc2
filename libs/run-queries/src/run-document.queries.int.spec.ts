import { MemoryHeartbeats } from '@runstead/heartbeats/memory';
import { PglitePool } from '@runstead/postgres/pglite';
import { START, addProject, addRuns, addStream, runRow } from './fixtures/rows';
import { LastHeartbeats } from './last-heartbeats';
import { RunDocumentQueries } from './run-document.queries';

const environment = JSON.stringify({
  os: 'Linux-6.1.0-x86_64-with-glibc2.36',
  python: 'CPython 3.11.7',
  host: 'node-7',
  executable: '/opt/venv/bin/python',
  program: '/work/train.py',
  args: ['--lr', '0.1', 'a b', "it's"],
  git: { remote: 'https://ada:ghp_secret@github.com/ada/mnist.git', commit: 'c0ffee' },
  cpu_count: 8,
  cpu_count_logical: 16,
  memory: { total: '33512345600' },
  disk: { '/': { total: '512110190592', used: '1' } },
  gpu: 'NVIDIA A100-SXM4-80GB',
  gpu_count: 2,
  gpu_nvidia: [{ name: 'NVIDIA A100-SXM4-80GB', memoryTotal: '85899345920' }],
  cudaVersion: '12.2',
});

describe('RunDocumentQueries', () => {
  let pool: PglitePool;
  let queries: RunDocumentQueries;
  let project: string;
  let now = START + 500_000;
  const heartbeats = new MemoryHeartbeats({ now: () => now });
  beforeAll(async () => {
    pool = await PglitePool.inMemory({});
    await pool.migrate();
    queries = new RunDocumentQueries(pool, new LastHeartbeats(heartbeats));
    project = await addProject(pool, 'ada', 'mnist');
  });
  afterAll(() => pool.close());

  it('maps the environment record to the fields of the run page, without credentials', async () => {
    const row = runRow(project, 1, { environment, config: '{"_wandb":{"value":{"cli_version":"0.31.0"}},"lr":{"value":0.1}}' });
    await addRuns(pool, [row]);
    const document = await queries.document(row.run_id);
    expect(document).toMatchObject({
      config: { lr: 0.1 },
      host: 'node-7',
      operatingSystem: 'Linux-6.1.0-x86_64-with-glibc2.36',
      pythonVersion: 'CPython 3.11.7',
      pythonExecutable: '/opt/venv/bin/python',
      command: `/work/train.py --lr 0.1 'a b' 'it'\\''s'`,
      gitRemote: 'https://github.com/ada/mnist.git',
      gitCommit: 'c0ffee',
      hardware: '8 CPUs (16 logical) · 31.2 GiB memory · 477 GiB disk · 2 × NVIDIA A100-SXM4-80GB (80 GiB) · CUDA 12.2',
      clientVersion: '0.31.0',
    });
    expect(JSON.stringify(document)).not.toContain('ghp_secret');
  });

  it('takes the copy in the config when no file was uploaded', async () => {
    const config = JSON.stringify({ _wandb: { value: { e: { w1: JSON.parse(environment) as unknown }, python_version: '3.11.7' } } });
    const row = runRow(project, 2, { config, repo: 'git@github.com:ada/mnist.git', host: 'started-on' });
    await addRuns(pool, [row]);
    const document = await queries.document(row.run_id);
    expect(document).toMatchObject({ host: 'node-7', gitRemote: 'https://github.com/ada/mnist.git', config: {} });
    expect(JSON.stringify(document)).not.toContain('ghp_secret');
  });

  it('falls back to what the run said at its start', async () => {
    const row = runRow(project, 3, { host: 'h', program: 'a.py', repo: 'ssh://git:pw@host/x.git', commit_sha: 'abc' });
    await addRuns(pool, [row]);
    expect(await queries.document(row.run_id)).toMatchObject({
      host: 'h',
      command: 'a.py',
      gitRemote: 'ssh://git@host/x.git',
      gitCommit: 'abc',
      hardware: null,
      clientVersion: null,
    });
  });

  it('gives NaN, infinities, big integers and __proto__ as plain JSON', async () => {
    const row = runRow(project, 4, { config: '{"a":{"value":NaN},"big":{"value":9223372036854775807},"__proto__":{"value":{"x":1}}}' });
    await addRuns(pool, [row]);
    await pool.db
      .insertInto('run_summaries')
      .values({ run_id: row.run_id, summary: '{"loss":-Infinity,"nested":{"v":1}}', updated_at: new Date(START), version: 1 })
      .execute();
    const document = await queries.document(row.run_id);
    expect(JSON.stringify(document?.config)).toBe('{"a":"NaN","big":"9223372036854775807","__proto__":{"x":1}}');
    expect(document?.summary).toEqual({ loss: '-Infinity', nested: { v: 1 } });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('knows when the newest lines came, and the timeline', async () => {
    const change = { state: 'finished', time: START, actor: 'ada', cause: 'RunFinished', evidence: 'exit code 0', eventId: 'e' };
    const row = runRow(project, 5, { timeline: JSON.stringify([change]) });
    await addRuns(pool, [row]);
    await addStream(pool, row.run_id, { last_at: new Date(START + 77_000) });
    expect(await queries.document(row.run_id)).toMatchObject({
      lastHeartbeatAt: START + 77_000,
      updatedAt: START + 77_000,
      timeline: [change],
    });
    expect(await queries.timeline(row.run_id)).toEqual([change]);
    expect(await queries.document('1')).toBeNull();
    expect(await queries.timeline('1')).toBeNull();
  });

  it('hears of a running run that sends no lines', async () => {
    const row = runRow(project, 6, { state: 'running' });
    await addRuns(pool, [row]);
    expect((await queries.document(row.run_id))?.lastHeartbeatAt).toBeNull();
    now += 7_000;
    await heartbeats.beat(row.run_id);
    expect((await queries.document(row.run_id))?.lastHeartbeatAt).toBe(now);
    heartbeats.lastSeen = () => Promise.reject(new Error('away'));
    expect((await queries.document(row.run_id))?.lastHeartbeatAt).toBeNull();
  });
});
