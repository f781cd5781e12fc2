import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import type { PglitePool } from '@runstead/postgres/pglite';
import { HeartbeatStore } from '@runstead/heartbeats';
import type { Run } from '@runstead/run-domain';
import { CommandWorld } from './fixtures/command-world';
import { NOTHING_TOLD, history, post, start } from './fixtures/told';
import { ProjectCommands } from './project-commands';
import { RunCommands } from './run-commands';
import { RunDirectory } from './run-directory';
import { StreamIntake } from './stream-intake';
import { StreamWatermarks } from './stream-watermarks';
import { WorkspaceCommands } from './workspace-commands';

const ANN = { username: 'ann' };
const states = (run: Run | null): string[] => run?.timeline.map(({ state, evidence }) => `${state}: ${evidence}`) ?? [];

describe('commands on runs', () => {
  let pool: PglitePool;
  let world: CommandWorld;
  let server: INestApplicationContext;
  let commands: RunCommands;
  let directory: RunDirectory;
  let intake: StreamIntake;

  const use = (process: INestApplicationContext): void => {
    server = process;
    commands = server.get(RunCommands);
    directory = server.get(RunDirectory);
    intake = server.get(StreamIntake);
  };
  const restart = async (): Promise<void> => {
    await world.stop(server);
    use(await world.start());
  };

  beforeAll(async () => {
    pool = await CommandWorld.openPool();
  });
  afterAll(async () => pool.close());
  beforeEach(async () => {
    world = await CommandWorld.open(pool);
    use(await world.start());
  });
  afterEach(async () => world.close());

  it('makes a run with its project, watches it, and answers from its row', async () => {
    const { run, project, inserted } = await commands.upsert(start('r1'), ANN);
    expect(inserted).toBe(true);
    expect(run).toMatchObject({ entity: 'ann', project: 'demo', name: 'r1', state: 'running', ordinal: 0, author: 'ann' });
    expect(run.displayName).toMatch(/^[a-z]+-[a-z]+-1$/);
    expect(states(run)).toEqual(['pending: created', 'running: announced by the client']);
    expect(await directory.findProject('ann', 'demo')).toEqual(project);
    const row = await pool.db.selectFrom('runs').select('name').where('run_id', '=', run.runId).executeTakeFirst();
    expect(row).toEqual({ name: 'r1' });
    expect(await server.get(HeartbeatStore).lastSeen(run.runId)).not.toBeNull();
  });

  it('makes one run of many requests with one name, and a number each for many names', async () => {
    const same = await Promise.all(Array.from({ length: 8 }, () => commands.upsert(start('same'), ANN)));
    expect(new Set(same.map(({ run }) => run.runId)).size).toBe(1);
    expect(same.filter(({ inserted }) => inserted)).toHaveLength(1);
    const others = await Promise.all(Array.from({ length: 20 }, (_, index) => commands.upsert(start(`r${index}`), ANN)));
    expect(others.map(({ run }) => run.ordinal).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const created = (await world.events()).filter(({ type }) => type === 'RunCreated' || type === 'ProjectCreated');
    expect(created).toHaveLength(22);
  });

  it('knows runs, projects and numbers again after a restart', async () => {
    const before = await commands.upsert(start('r1'), ANN);
    await restart();
    expect((await directory.find('ann', 'demo', 'r1'))?.runId).toBe(before.run.runId);
    const again = await commands.upsert(start('r1'), ANN);
    expect([again.inserted, again.run.runId]).toEqual([false, before.run.runId]);
    const next = await commands.upsert(start('r2'), ANN);
    expect([next.project, next.run.ordinal]).toEqual([before.project, 1]);
  });

  it('answers a command although the catalog is far behind, and the next one knows it', async () => {
    await world.stop(server);
    use(await world.start({ projecting: false }));
    const { run } = await commands.upsert(start('r1'), ANN);
    expect(run.state).toBe('running');
    expect((await directory.find('ann', 'demo', 'r1'))?.runId).toBe(run.runId);
    expect(await server.get(StreamWatermarks).counts(run.runId)).toEqual({ history: 0, events: 0, output: 0 });
    await intake.accept(post('r1', { files: [history(0, '{"a":1}')] }));
    expect((await server.get(StreamWatermarks).counts(run.runId)).history).toBe(1);
  }, 20_000);

  it('uses the default project, a generated id and the name that was given', async () => {
    const { run } = await commands.upsert(start('', { project: null, name: null, details: { ...NOTHING_TOLD, displayName: 'mine' } }), ANN);
    expect(run).toMatchObject({ project: 'uncategorized', displayName: 'mine' });
    expect(run.name).toMatch(/^[a-z0-9]{8}$/);
  });

  it('never lets null change anything', async () => {
    const details = { ...NOTHING_TOLD, notes: 'n', tags: ['a', 'b', 'a'], group: 'g' };
    const { run } = await commands.upsert(start('r1', { details }), ANN);
    expect(run.details).toMatchObject({ notes: 'n', tags: ['a', 'b'], group: 'g' });
    const count = (await world.events()).length;
    const { run: same } = await commands.upsert(start('r1', { details: NOTHING_TOLD, config: null, runId: run.runId }), ANN);
    expect(same).toEqual(run);
    expect(await world.events()).toHaveLength(count);
  });

  it('does not open a run of another project by its row id', async () => {
    const { run } = await commands.upsert(start('r1'), ANN);
    const other = await commands.upsert(start('r9', { entity: 'bob', runId: run.runId }), { username: 'bob' });
    expect(other.inserted).toBe(true);
    expect(other.run).toMatchObject({ entity: 'bob', name: 'r9' });
  });

  it('restores a deleted run that is announced again, with its history', async () => {
    const { run } = await commands.upsert(start('r1'), ANN);
    await intake.accept(post('r1', { files: [history(0, '{"a":1}')], complete: true, exitCode: 3 }));
    await commands.delete(run.runId, 'bob');
    expect(await directory.find('ann', 'demo', 'r1')).toMatchObject({ deleted: true, state: 'failed' });
    const { run: back, inserted } = await commands.upsert(start('r1'), ANN);
    expect(inserted).toBe(false);
    expect(back).toMatchObject({ runId: run.runId, deletedAt: null, state: 'running', exitCode: null });
    expect(states(back).slice(-4)).toEqual([
      'failed: exit code 3',
      'deleted: deleted',
      'restored: restored',
      'running: resumed by the client',
    ]);
    expect((await server.get(StreamWatermarks).of(run.runId)).historyTail).toBe('{"a":1}');
  });

  it('stops a run: the next post says so, and its end is a kill', async () => {
    const { run } = await commands.upsert(start('r1'), ANN);
    expect(await intake.accept(post('r1'))).toEqual({ stopped: false });
    await commands.requestStop(run.runId, 'bob');
    expect(await intake.accept(post('r1'))).toEqual({ stopped: true });
    await intake.accept(post('r1', { complete: true, exitCode: 255 }));
    const ended = await directory.byRunId(run.runId);
    expect(ended).toMatchObject({ state: 'killed', exitCode: 255, stopRequested: false });
    expect(states(ended).slice(-2)).toEqual(['stopping: stop requested', 'killed: exit code 255 after a stop was requested']);
    expect(await server.get(HeartbeatStore).lastSeen(run.runId)).toBeNull();
  });

  it('marks a silent run and revives it when it speaks', async () => {
    const { run } = await commands.upsert(start('r1'), ANN);
    const lastSeen = (await server.get(HeartbeatStore).lastSeen(run.runId)) ?? 0;
    expect((await commands.heartbeatLost(run.runId, lastSeen - 1, 300))?.state).toBe('running');
    const lost = await commands.heartbeatLost(run.runId, lastSeen, 300);
    expect(lost).toMatchObject({ state: 'crashed', endedAt: Math.max(lastSeen, run.createdAt) });
    await intake.accept(post('r1'));
    expect(states(await directory.byRunId(run.runId)).slice(-2)).toEqual([
      `crashed: nothing heard since ${new Date(lastSeen).toISOString().slice(0, 19)}Z (limit 300 s)`,
      'running: heartbeat received again',
    ]);
  });

  it('answers null for runs that do not exist', async () => {
    for (const runId of ['77', 'no number', '99999999999999999999']) {
      expect(await commands.requestStop(runId, 'ann')).toBeNull();
      expect(await directory.byRunId(runId)).toBeNull();
      expect(await commands.raiseAlert(runId, { title: 't', text: '', severity: 'INFO', waitMs: 0 }, 'ann')).toBe(false);
    }
    expect(await directory.find('ann', 'demo', 'nobody')).toBeNull();
  });

  it('stores files and reads the environment from one of them', async () => {
    const { run } = await commands.upsert(start('r1'), ANN);
    const text = '{"os":"Linux","gpu_count":2,"x":NaN}';
    const { size, md5 } = await world.objects.put('runs/1/2/3', Readable.from([text]));
    const file = { name: 'wandb-metadata.json', size, md5, objectKey: 'runs/1/2/3', contentType: 'application/json' };
    expect((await commands.storeFile(run.runId, file, 'ann'))?.environment).toEqual({ os: 'Linux', gpu_count: 2, x: NaN });
    const broken = await commands.storeFile(run.runId, { ...file, objectKey: 'runs/gone' }, 'ann');
    expect(broken?.environment).toMatchObject({ os: 'Linux' });
    const names = await pool.db.selectFrom('run_files').select(['name', 'object_key']).execute();
    expect(names).toEqual([{ name: 'wandb-metadata.json', object_key: 'runs/gone' }]);
  });

  it('keeps the waiting time of alerts, also after a restart', async () => {
    const { run } = await commands.upsert(start('r1'), ANN);
    const alert = { title: 'loss', text: 'NaN', severity: 'WARN' as const, waitMs: 60_000 };
    expect(await commands.raiseAlert(run.runId, alert, 'ann')).toBe(true);
    expect(await commands.raiseAlert(run.runId, alert, 'ann')).toBe(false);
    expect(await commands.raiseAlert(run.runId, { ...alert, title: 'other' }, 'ann')).toBe(true);
    await restart();
    await directory.byRunId(run.runId);
    expect(await commands.raiseAlert(run.runId, alert, 'ann')).toBe(false);
    expect(await commands.raiseAlert(run.runId, { ...alert, waitMs: 0 }, 'ann')).toBe(true);
  });

  it('decides again on what the log has after an append whose answer was lost', async () => {
    const { run } = await commands.upsert(start('r1'), ANN);
    world.log.failNext = 'after';
    await expect(commands.delete(run.runId, 'ann')).rejects.toThrow('failed after');
    const deleted = await commands.delete(run.runId, 'ann');
    expect(deleted?.deletedAt).not.toBeNull();
    expect((await world.events()).filter(({ type }) => type === 'RunDeleted')).toHaveLength(1);
  });

  it('keeps two tabs from overwriting each other', async () => {
    const { projectId } = await server.get(ProjectCommands).create({ entity: 'ann', name: 'p', description: 'd' }, 'ann');
    const workspaces = server.get(WorkspaceCommands);
    const saves = await Promise.all([{ a: 1 }, { b: 2 }].map((document) => workspaces.save('ann', projectId, 0, document)));
    expect(saves).toEqual([
      { ok: true, revision: 1 },
      { ok: false, current: { revision: 1, document: { a: 1 } } },
    ]);
    await restart();
    expect(await server.get(WorkspaceCommands).save('ann', projectId, 1, { c: 3 })).toEqual({ ok: true, revision: 2 });
    expect(await server.get(WorkspaceCommands).save('bob', projectId, 5, {})).toEqual({ ok: false, current: null });
  });
});
