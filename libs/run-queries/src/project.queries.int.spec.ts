import { PglitePool } from '@runstead/postgres/pglite';
import { ProjectQueries } from './project.queries';
import { START, addProject, addRuns, addStream, rowId, runRow } from './fixtures/rows';

const everything = { search: '', sort: 'lastActivity', descending: true, page: 0 } as const;

describe('ProjectQueries', () => {
  let pool: PglitePool;
  let projects: ProjectQueries;
  beforeAll(async () => {
    pool = await PglitePool.inMemory({});
    await pool.migrate();
    projects = new ProjectQueries(pool);
    const mnist = await addProject(pool, 'ada', 'mnist', 1);
    await addProject(pool, 'ada', 'Ünïcode-ALPHA', 2);
    await addProject(pool, 'team', "100%_sure'; DROP TABLE projects; --", 3);
    await addRuns(pool, [
      runRow(mnist, 1, { state: 'running' }),
      runRow(mnist, 2),
      runRow(mnist, 3, { state: 'running', deleted_at: new Date(START) }),
    ]);
    await addStream(pool, rowId(START + 1000, 101), { last_at: new Date(START + 99_000) });
  });
  afterAll(() => pool.close());

  const names = async (scope: 'all' | string[], search: string): Promise<string[]> =>
    (await projects.list(scope, { ...everything, search })).projects.map(({ name }) => name);

  it('counts runs without the deleted ones, and takes the newest lines of a running run for activity', async () => {
    const { projects: rows, total } = await projects.list('all', everything);
    expect(total).toBe(3);
    expect(rows[0]).toMatchObject({ entity: 'ada', name: 'mnist', runs: 2, running: 1, createdAt: START, lastActivityAt: START + 99_000 });
    expect(rows[1]).toMatchObject({ runs: 0, running: 0, lastActivityAt: START });
  });

  it('shows only entities in scope', async () => {
    expect(await names(['team'], '')).toEqual(["100%_sure'; DROP TABLE projects; --"]);
    expect(await projects.list([], everything)).toEqual({ projects: [], total: 0 });
  });

  it('searches names and entities as text in any case', async () => {
    expect(await names('all', 'NIS')).toEqual(['mnist']);
    expect(await names('all', 'alpha')).toEqual(['Ünïcode-ALPHA']);
    expect(await names('all', '%')).toEqual(["100%_sure'; DROP TABLE projects; --"]);
    expect(await names('all', "'; DROP")).toHaveLength(1);
    expect(await names('all', 'TEAM')).toHaveLength(1);
    expect(await names('all', '_')).toHaveLength(1);
  });

  it('sorts by every column, and pages', async () => {
    for (const sort of ['name', 'entity', 'runs', 'running', 'lastActivity'] as const) {
      const up = await projects.list('all', { ...everything, sort, descending: false });
      const down = await projects.list('all', { ...everything, sort, descending: true });
      expect(up.projects.at(-1)?.name === 'mnist' || up.projects.at(0)?.name !== down.projects.at(0)?.name).toBe(true);
    }
    expect(await projects.list('all', { ...everything, page: 1 })).toEqual({ projects: [], total: 3 });
  });

  it('answers one project or null', async () => {
    expect(await projects.one(rowId(START, 2))).toMatchObject({ name: 'mnist', runs: 2 });
    expect(await projects.one('1')).toBeNull();
  });
});
