import { sql } from 'kysely';
import type { Migration } from './migrations';
import { MigrationChangedError } from './migrations';
import { SchemaPool } from './schema-pool';
import type { SqlPool } from './sql-pool';

/** Opens an empty, unmigrated database of its own each time; `migrations` replaces those of the lib. */
export type MakeSqlPool = (migrations?: readonly Migration[]) => Promise<SqlPool>;

const run = (id: string) => ({
  run_id: id,
  project_id: '9223372036854775807',
  entity: 'team',
  project: 'p',
  name: `run-${id}`,
  display_name: 'calm-river-1',
  ordinal: 3,
  author: 'ann',
  stub: false,
  notes: null,
  tags: ['a,"b"', '{}', ''],
  group_name: null,
  job_type: null,
  commit_sha: null,
  host: null,
  program: null,
  repo: null,
  sweep: null,
  config: '{"lr":{"value":NaN}}',
  environment: '{}',
  state: 'running',
  exit_code: null,
  stop_requested: false,
  preempting: false,
  created_at: new Date('2026-01-02T03:04:05.678Z'),
  updated_at: new Date('2026-01-02T03:04:05.678Z'),
  ended_at: null,
  deleted_at: null,
  timeline: '[]',
  history_edits: '[]',
  history_edited_at: null,
  version: 4_503_599_627_370_497,
});

const checkpoint = (next_offset: number) => ({ projection: 'catalog', topic: 'run-events', partition: 0, next_offset });

/** What every Postgres adapter promises. */
export function sqlPoolContract(name: string, make: MakeSqlPool): void {
  describe(`${name} keeps the promises of SqlPool`, () => {
    let pool: SqlPool;
    beforeAll(async () => {
      pool = await make();
      await pool.migrate();
    });
    afterAll(() => pool.close());

    describe('values', () => {
      it('gives ids as strings, counts as numbers, times as dates, arrays as arrays', async () => {
        const row = run('9007199254740993');
        await pool.db.insertInto('runs').values(row).execute();
        const found = await pool.db.selectFrom('runs').selectAll().where('run_id', '=', '9007199254740993').executeTakeFirstOrThrow();
        expect(found).toEqual(row);
      });

      it('gives count(*) as a number and an alias that ends in Id as a string', async () => {
        const answer = await sql<{ n: number; runId: string }>`SELECT count(*) AS n, 12::bigint AS "runId"`.execute(pool.db);
        expect(answer.rows).toEqual([{ n: 1, runId: '12' }]);
      });

      it('refuses a count that a number cannot hold instead of rounding it', async () => {
        await expect(sql`SELECT 9007199254740993::bigint AS size`.execute(pool.db)).rejects.toThrow(/"size" is not exact/);
      });

      it('binds arrays of ids, text and times', async () => {
        const times = [new Date(0), new Date(1_700_000_000_123)];
        const answer = await sql<{ run_id: string; name: string; at: Date }>`
          SELECT * FROM unnest(${['9223372036854775807', '1']}::bigint[], ${['a"b', "x'); DROP TABLE runs; --"]}::text[], ${times}::timestamptz[])
          AS t (run_id, name, at)`.execute(pool.db);
        expect(answer.rows).toEqual([
          { run_id: '9223372036854775807', name: 'a"b', at: times[0] },
          { run_id: '1', name: "x'); DROP TABLE runs; --", at: times[1] },
        ]);
      });

      it('stores NUL, which text cannot hold, as U+FFFD', async () => {
        const answer = await sql<{ one: string; many: string[] }>`SELECT ${'a\0b'}::text AS one, ${['\0', 'c']}::text[] AS many`.execute(
          pool.db,
        );
        expect(answer.rows).toEqual([{ one: 'a\uFFFDb', many: ['\uFFFD', 'c'] }]);
      });

      it('carries a document of 5 MB and every plane of Unicode unchanged', async () => {
        const text = '😀 עברית \u202e "\\\n'.repeat(250_000);
        const answer = await sql<{ text: string }>`SELECT ${text}::text AS text`.execute(pool.db);
        expect(answer.rows[0]?.text === text).toBe(true);
      });

      it('keeps a text that begins with U+FEFF, which decoders take for a mark of the byte order', async () => {
        const marked = '\uFEFFa\uFEFF';
        const answer = await sql<{
          one: string;
          many: string[];
        }>`SELECT ${marked}::text AS one, ${[marked, '\uFEFF']}::text[] AS many`.execute(pool.db);
        expect(answer.rows).toEqual([{ one: marked, many: [marked, '\uFEFF'] }]);
      });

      it('says how many rows were changed', async () => {
        await pool.db
          .insertInto('team_members')
          .values([1, 2, 3].map((n) => ({ team: 't', username: `u${n}`, role: 'member' })))
          .execute();
        const [changed] = await pool.db.updateTable('team_members').set({ role: 'viewer' }).where('username', '!=', 'u2').execute();
        expect(changed?.numUpdatedRows).toBe(2n);
        const [gone] = await pool.db.deleteFrom('team_members').where('team', '=', 'nobody').execute();
        expect(gone?.numDeletedRows).toBe(0n);
      });

      it('gives the SQLSTATE of a violated constraint', async () => {
        const insert = () => pool.db.insertInto('team_members').values({ team: 'same', username: 'u', role: 'owner' }).execute();
        await insert();
        await expect(insert()).rejects.toMatchObject({ code: '23505' });
      });
    });

    describe('transactions', () => {
      beforeEach(() => pool.db.deleteFrom('projection_checkpoint').execute());
      const checkpoints = () => pool.db.selectFrom('projection_checkpoint').select('next_offset').execute();

      it('keeps all of a transaction', async () => {
        const answer = await pool.transaction(async (tx) => {
          await tx.insertInto('projection_checkpoint').values(checkpoint(1)).execute();
          await tx.updateTable('projection_checkpoint').set({ next_offset: 2 }).execute();
          return 'done';
        });
        expect(answer).toBe('done');
        expect(await checkpoints()).toEqual([{ next_offset: 2 }]);
      });

      it('keeps nothing when the work throws, and the pool stays usable', async () => {
        const failing = pool.transaction(async (tx) => {
          await tx.insertInto('projection_checkpoint').values(checkpoint(1)).execute();
          throw new Error('crash here');
        });
        await expect(failing).rejects.toThrow('crash here');
        expect(await checkpoints()).toEqual([]);
      });

      it('keeps nothing when a statement fails', async () => {
        const failing = pool.transaction(async (tx) => {
          await tx.insertInto('projection_checkpoint').values(checkpoint(1)).execute();
          await sql`SELECT 1 / 0`.execute(tx);
        });
        await expect(failing).rejects.toMatchObject({ code: '22012' });
        expect(await checkpoints()).toEqual([]);
      });

      it('does not show others what is not committed', async () => {
        let seen: unknown;
        let outside: Promise<void> = Promise.resolve();
        await pool.db.insertInto('projection_checkpoint').values(checkpoint(0)).execute();
        let startOutside!: () => void;
        const written = new Promise<void>((resolve) => (startOutside = resolve));
        outside = written.then(async () => {
          seen = await checkpoints();
        });
        await pool.transaction(async (tx) => {
          await tx.updateTable('projection_checkpoint').set({ next_offset: 7 }).execute();
          startOutside();
          await tx.updateTable('projection_checkpoint').set({ next_offset: 8 }).execute();
        });
        await outside;
        expect([[{ next_offset: 0 }], [{ next_offset: 8 }]]).toContainEqual(seen);
      });

      it('lets exactly one of two compare-and-set writers through', async () => {
        await pool.db.insertInto('projection_checkpoint').values(checkpoint(0)).execute();
        const advance = (to: number) =>
          pool.transaction(async (tx) => {
            const [row] = await tx.updateTable('projection_checkpoint').set({ next_offset: to }).where('next_offset', '=', 0).execute();
            return Number(row?.numUpdatedRows);
          });
        const outcome = await Promise.all([advance(5), advance(9)]);
        expect(outcome.sort()).toEqual([0, 1]);
      });

      it('loses none of a hundred concurrent increments', async () => {
        await pool.db.insertInto('projection_checkpoint').values(checkpoint(0)).execute();
        const increments = Array.from({ length: 100 }, () =>
          pool.transaction((tx) => sql`UPDATE projection_checkpoint SET next_offset = next_offset + 1`.execute(tx)),
        );
        await Promise.all(increments);
        expect(await checkpoints()).toEqual([{ next_offset: 100 }]);
      });
    });

    it('answers a ping', async () => {
      await expect(pool.ping(5_000)).resolves.toBeUndefined();
    });

    it('migrates again without effect', async () => {
      await pool.db.insertInto('team_members').values({ team: 'kept', username: 'u', role: 'owner' }).execute();
      await pool.migrate();
      const kept = await pool.db.selectFrom('team_members').selectAll().where('team', '=', 'kept').execute();
      expect(kept).toHaveLength(1);
    });

    describe('another schema', () => {
      it('has the same tables with rows of their own, in and outside of transactions', async () => {
        await pool.migrate('beside');
        const beside = new SchemaPool(pool, 'beside');
        await beside.db.insertInto('runs').values(run('77')).execute();
        const inside = await beside.transaction(async (tx) => sql<{ run_id: string }>`SELECT run_id FROM runs`.execute(tx));
        expect(inside.rows).toEqual([{ run_id: '77' }]);
        expect(await pool.db.selectFrom('runs').select('run_id').where('run_id', '=', '77').execute()).toEqual([]);
        const live = await sql<{ n: string }>`SELECT current_schema() AS n`.execute(pool.db);
        expect(live.rows).toEqual([{ n: 'public' }]);
      });

      it('has a plain name', async () => {
        await expect(pool.migrate('a; DROP TABLE runs')).rejects.toThrow(/no name/);
      });
    });
  });

  describe(`${name} migrates forward only`, () => {
    const first: Migration = { name: '0001_a.sql', sql: 'CREATE TABLE a (n integer); INSERT INTO a VALUES (1);', checksum: 'one' };
    const broken: Migration = { name: '0002_b.sql', sql: 'INSERT INTO a VALUES (2); INSERT INTO nowhere VALUES (1);', checksum: 'two' };
    const rows = async (pool: SqlPool) => (await sql<{ n: number }>`SELECT n FROM a ORDER BY n`.execute(pool.db)).rows.map((row) => row.n);

    it('keeps nothing of a migration that fails, and applies it once it is mended', async () => {
      const migrations = [first, broken];
      const pool = await make(migrations);
      try {
        await expect(pool.migrate()).rejects.toMatchObject({ code: '42P01' });
        expect(await rows(pool)).toEqual([1]);
        migrations[1] = { ...broken, sql: 'INSERT INTO a VALUES (2)' };
        await pool.migrate();
        expect(await rows(pool)).toEqual([1, 2]);
      } finally {
        await pool.close();
      }
    });

    it('refuses an applied file whose content changed', async () => {
      const migrations = [first];
      const pool = await make(migrations);
      try {
        await pool.migrate();
        migrations[0] = { ...first, checksum: 'other' };
        await expect(pool.migrate()).rejects.toThrow(MigrationChangedError);
      } finally {
        await pool.close();
      }
    });

    it('refuses statements after close', async () => {
      const pool = await make([first]);
      await pool.close();
      await pool.close();
      await expect(sql`SELECT 1`.execute(pool.db)).rejects.toThrow();
      await expect(pool.ping(1_000)).rejects.toThrow();
    });
  });
}
