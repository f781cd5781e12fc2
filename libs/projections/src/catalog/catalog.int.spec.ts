import { Logger } from '@nestjs/common';
import type { PglitePool } from '@runstead/postgres/pglite';
import { evolve, parseJson, type LoggedEvent, type Run, type RunEvent } from '@runstead/run-domain';
import { event, runCreated } from '../fixtures/events';
import { ProjectionWorld } from '../fixtures/projection-world';
import { CatalogProjector } from './catalog.projector';
import { runFromRow } from './run-row';

jest.setTimeout(60_000);

/** Given events, when these events, then these rows. */
describe('the catalogue', () => {
  let pool: PglitePool;
  let world: ProjectionWorld;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    pool = await ProjectionWorld.openPool();
  });
  afterAll(() => pool.close());
  beforeEach(async () => {
    world = await ProjectionWorld.open(pool);
  });
  afterEach(() => world.close());

  const given = async (...events: readonly LoggedEvent[]) => {
    await world.append(...events);
    return world.project(new CatalogProjector());
  };
  const config = parseJson('{"lr":{"value":NaN},"seed":{"value":9223372036854775807},"__proto__":{"value":"\\u0000"}}') as never;
  const file = (name: string, size: number) =>
    event('RunFileStored', '1', { name, size, md5: 'bWQ1', objectKey: `runs/1/${size}`, contentType: 'text/plain' });

  it('holds a run exactly as evolve leaves it, whether its events came in one batch or in several', async () => {
    const events: RunEvent[] = [
      runCreated('1'),
      event('RunDetailsChanged', '1', { changes: { displayName: 'x\u202e', notes: 'n', tags: ['b', 'a,"c"'], group: 'g', jobType: 'j' } }),
      event('RunConfigChanged', '1', { config, merge: false }),
      event('RunStarted', '1', { evidence: 'announced' }),
      event('RunStopRequested', '1', {}),
      event('RunFinished', '1', { exitCode: 1 }),
    ];
    const expected = events.reduce<Run | null>(evolve, null);
    await given(...events.slice(0, 3));
    await given(...events.slice(3));
    const row = await pool.db.selectFrom('runs').selectAll().executeTakeFirstOrThrow();
    expect(runFromRow(row)).toEqual(expected);
    expect(row.config).toBe('{"lr":{"value":NaN},"seed":{"value":9223372036854775807},"__proto__":{"value":"\\u0000"}}');
    expect(row.version).toBe(5);
  });

  it('ignores events of a run that was never created', async () => {
    const { changes } = await given(
      event('RunFinished', '8', { exitCode: 0 }),
      file('a', 1),
      event('RunSummaryEdited', '8', { summary: {} }),
    );
    expect(changes).toEqual([]);
    const dump = await world.dump();
    expect(Object.values(dump).flat()).toEqual([]);
  });

  it('holds the newest of each file, and none that was deleted last', async () => {
    const { changes } = await given(
      runCreated('1'),
      file('a', 1),
      file('b', 2),
      file('a', 3),
      event('RunFileDeleted', '1', { name: 'b' }),
      file('c', 4),
    );
    await given(event('RunFileDeleted', '1', { name: 'c' }), file('b', 5));
    const files = await pool.db.selectFrom('run_files').select(['name', 'size', 'object_key']).orderBy('name').execute();
    expect(files).toEqual([
      { name: 'a', size: 3, object_key: 'runs/1/3' },
      { name: 'b', size: 5, object_key: 'runs/1/5' },
    ]);
    expect(changes.map((change) => change.kind)).toEqual(['run-created', 'files']);
  });

  it('holds alerts once and the newest edited summary', async () => {
    const alert = event('RunAlertRaised', '1', { title: 'loss', text: 'NaN', severity: 'WARN' });
    const late = Date.UTC(2030, 0, 1);
    await given(runCreated('1'), alert, alert, event('RunSummaryEdited', '1', { summary: { a: 2 } }, late));
    await given(event('RunSummaryEdited', '1', { summary: { a: 1 } }, late - 1));
    expect(await pool.db.selectFrom('alerts').select(['title', 'body', 'severity']).execute()).toEqual([
      { title: 'loss', body: 'NaN', severity: 'WARN' },
    ]);
    expect(await pool.db.selectFrom('run_summaries').select('summary').execute()).toEqual([{ summary: '{"a":2}' }]);
  });

  it('holds the first project of a name', async () => {
    const project = (projectId: string, name: string, description: string | null) =>
      event('ProjectCreated', `project:${projectId}`, { projectId, entity: 'team', name, description });
    await given(project('7', 'p', 'first'), project('8', 'p', 'second'), project('9', 'q\0', null));
    const projects = await pool.db.selectFrom('projects').select(['project_id', 'name', 'description']).orderBy('project_id').execute();
    expect(projects).toEqual([
      { project_id: '7', name: 'p', description: 'first' },
      { project_id: '9', name: 'q\uFFFD', description: null },
    ]);
  });

  it('holds users as they were last saved, without what was taken away', async () => {
    const user = (username: string, told: object) =>
      event('UserSaved', `account:${username}`, { userId: username === 'ann' ? '1' : '2', username, ...told });
    const key = (keyId: string, username: string) =>
      event('ApiKeyAdded', `account:${username}`, { keyId, username, name: 'laptop', sha256: `digest-${keyId}`, lastFour: 'abcd' });
    const team = (members: readonly string[]) =>
      event('TeamSaved', 'account:team', { name: 'team', members: members.map((username) => ({ username, role: 'member' as const })) });
    await given(
      user('ann', { email: 'a@x', admin: true }),
      user('ann', { passwordHash: 'scrypt:1' }),
      user('ann', {}),
      user('bob', {}),
      key('k1', 'ann'),
      key('k2', 'ann'),
      key('k3', 'bob'),
      event('ApiKeyRevoked', 'account:ann', { keyId: 'k2', username: 'ann' }),
      team(['ann', 'bob']),
      event('UserRemoved', 'account:bob', { username: 'bob' }),
      user('ann', { email: null }),
    );
    const users = await pool.db.selectFrom('users').select(['username', 'user_id', 'email', 'admin', 'password_hash']).execute();
    expect(users).toEqual([{ username: 'ann', user_id: '1', email: null, admin: true, password_hash: 'scrypt:1' }]);
    expect(await pool.db.selectFrom('api_keys').select('key_id').execute()).toEqual([{ key_id: 'k1' }]);
    expect(await pool.db.selectFrom('team_members').select(['team', 'username']).execute()).toEqual([{ team: 'team', username: 'ann' }]);
  });

  it('keeps the first of two workspaces that were saved for one revision', async () => {
    const save = (revision: number, text: string) =>
      event('WorkspaceSaved', 'workspace:ann:7', { username: 'ann', projectId: '7', revision, document: { text } });
    await given(save(1, 'one'), save(2, 'two'), save(2, 'late'), save(1, 'later'));
    const saved = await pool.db.selectFrom('workspaces').select(['revision', 'document']).execute();
    expect(saved).toEqual([{ revision: 2, document: '{"text":"two"}' }]);
  });

  it('does not stop at a deleted run, and can bring it back', async () => {
    const { changes } = await given(runCreated('1'), event('RunDeleted', '1', {}), event('RunRestored', '1', {}));
    expect(changes.map((change) => change.kind)).toEqual(['run-created', 'run-deleted']);
    const row = await pool.db.selectFrom('runs').select('deleted_at').executeTakeFirstOrThrow();
    expect(row.deleted_at).toBeNull();
  });
});
