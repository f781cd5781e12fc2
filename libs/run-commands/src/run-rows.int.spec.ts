import type { SqlPool } from '@runstead/postgres';
import { PglitePool } from '@runstead/postgres/pglite';
import { sql, type KyselyPlugin } from 'kysely';
import { RunRows } from './run-rows';

describe('RunRows', () => {
  let pool: PglitePool;
  beforeAll(async () => {
    pool = await PglitePool.inMemory();
    await pool.migrate();
    await sql`INSERT INTO runs (run_id, project_id, entity, project, name, display_name, ordinal, author, stub, state, created_at, updated_at, version)
      SELECT 1000 * p + n, p, 'ann', 'project-' || p, 'run-' || n, 'd', n, 'ann', false, 'running', now(), now(), 1
      FROM generate_series(7, 8) AS p, generate_series(0, 999) AS n`.execute(pool.db);
  });
  afterAll(() => pool.close());

  /** The pool, with something that happens to each statement. */
  const watched = (onStatement: () => void): SqlPool => {
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => {
        onStatement();
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    return { db: pool.db.withPlugin(plugin) } as unknown as SqlPool;
  };

  it('answers each of many who ask at once with the run of their own project, in a few statements', async () => {
    let statements = 0;
    const rows = new RunRows(watched(() => (statements += 1)));
    const asked = Array.from({ length: 1_200 }, (_, index) => ({ projectId: index % 2 === 0 ? '7' : '8', name: `run-${index % 600}` }));
    const found = await Promise.all(asked.map(({ projectId, name }) => rows.find(projectId, name)));
    expect(found.map((run) => run && { projectId: run.projectId, name: run.name })).toEqual(asked);
    expect(found[3]).toMatchObject({ runId: '8003', entity: 'ann', project: 'project-8', state: 'running', stopRequested: false });
    expect(statements).toBeLessThan(10);
    expect(await rows.find('7', 'nobody')).toBeNull();
  });

  it('tells everybody who asked of a store that is away, and asks again', async () => {
    let away = true;
    const rows = new RunRows(
      watched(() => {
        if (away) throw new Error('the database is away');
      }),
    );
    const answers = await Promise.allSettled(['run-1', 'run-2'].map((name) => rows.find('7', name)));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    away = false;
    expect(await rows.find('7', 'run-2')).toMatchObject({ runId: '7002' });
  });
});
