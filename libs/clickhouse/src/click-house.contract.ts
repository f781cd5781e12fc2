import { InsertRefusedError, type ClickHouse } from './click-house';
import { MigrationChangedError, type Migration } from './migrations';
import { RowBinaryWriter } from './row-binary-writer';
import { escapeTsv } from './tab-separated';

/** Opens an empty, unmigrated database of its own each time; `migrations` replaces those of the lib. */
export type MakeClickHouse = (migrations?: readonly Migration[]) => Promise<ClickHouse>;

const HOSTILE = ["'; DROP TABLE t; --", '\\', "\\'", '{name:String}', 'tab\tnew\nline\r\0', 'ünï 😀 ‮', '\\N', '%s $1 ?', ''];
const migration = (statement: string, checksum = 'one'): Migration => ({ name: '0001_t.sql', statements: [statement], checksum });
const TABLE = 'CREATE TABLE IF NOT EXISTS t (id UInt64, name String, value Float64) ENGINE = MergeTree ORDER BY id';

/** What every ClickHouse adapter promises. */
export function clickHouseContract(name: string, make: MakeClickHouse): void {
  describe(`${name} keeps the promises of ClickHouse`, () => {
    let db: ClickHouse;
    const insert = (rows: readonly (readonly (string | number)[])[], token?: string): Promise<void> => {
      const lines = rows.map((row) => `${row.map((field) => escapeTsv(String(field))).join('\t')}\n`);
      return db.insertTsv('t', ['id', 'name', 'value'], Buffer.from(lines.join('')), token);
    };
    const names = async (): Promise<string[]> => {
      const rows = await db.query<{ name: string }>('SELECT name FROM t ORDER BY id');
      return rows.map((row) => row.name);
    };
    beforeAll(async () => {
      db = await make([migration(TABLE)]);
      await db.migrate();
    });
    beforeEach(() => db.command('TRUNCATE TABLE t'));
    afterAll(() => db.close());

    describe('queries', () => {
      it('gives 64-bit integers as text, other numbers as numbers, and what is not finite as words', async () => {
        const rows = await db.query('SELECT toUInt64(18446744073709551615) AS id, 1.5 AS half, toUInt8(3) AS three, nan AS n, -inf AS i');
        expect(rows).toEqual([{ id: '18446744073709551615', half: 1.5, three: 3, n: 'nan', i: '-inf' }]);
      });

      it.each(HOSTILE)('binds the text %j as a value', async (text) => {
        expect(await db.query('SELECT {name:String} AS name', { name: text })).toEqual([{ name: text }]);
        expect(await db.query('SELECT arrayJoin({names:Array(String)}) AS name', { names: [text, 'x'] })).toEqual([
          { name: text },
          { name: 'x' },
        ]);
      });

      it('binds ids, numbers and arrays of ids', async () => {
        const sql = 'SELECT {id:UInt64} AS id, {x:Float64} AS x, {n:Float64} AS n, {ids:Array(UInt64)} AS ids';
        const params = { id: '18446744073709551615', x: -1.5e300, n: NaN, ids: ['18446744073709551615', '7'] };
        expect(await db.query(sql, params)).toEqual([{ id: params.id, x: -1.5e300, n: 'nan', ids: params.ids }]);
      });

      it('refuses an id that is not one, and a parameter that is missing', async () => {
        await expect(db.query('SELECT {ids:Array(UInt64)}', { ids: ['1) OR (1=1'] })).rejects.toThrow(/takes integers/);
        await expect(db.query('SELECT {id:UInt64}', { id: '1 OR 1' })).rejects.toThrow();
        await expect(db.query('SELECT {id:UInt64}')).rejects.toThrow(/needs a value/);
      });

      it('keeps the parameters of queries at the same time apart', async () => {
        const asked = Array.from({ length: 20 }, (_, index) => `name ${index}`);
        const answers = await Promise.all(asked.map((text) => db.query<{ name: string }>('SELECT {name:String} AS name', { name: text })));
        expect(answers.map((rows) => rows[0]?.name)).toEqual(asked);
      });

      it('gives the bytes of another format', async () => {
        const bytes = await db.queryBytes('SELECT toFloat64(number) FROM numbers(3)', 'RowBinary');
        expect([0, 8, 16].map((at) => bytes.readDoubleLE(at))).toEqual([0, 1, 2]);
      });

      it('stops a query at its time limit, and the next one is served at once', async () => {
        const endless = 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1';
        await expect(db.query(endless, {}, { maxExecutionSeconds: 1 })).rejects.toThrow(/TIMEOUT_EXCEEDED/);
        expect(await db.query('SELECT 1 AS one', {}, { maxExecutionSeconds: 1 })).toEqual([{ one: 1 }]);
      });

      it('stops a query at its memory limit', async () => {
        const hungry = 'SELECT groupArray(number) AS n FROM numbers(100000000)';
        await expect(db.query(hungry, {}, { maxMemoryBytes: 50_000_000 })).rejects.toThrow(/MEMORY_LIMIT_EXCEEDED/);
      });

      it.each([
        "SELECT * FROM file('/etc/passwd', 'LineAsString')",
        "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
        'INSERT INTO t VALUES (1, 1, 1)',
        "INSERT INTO FUNCTION file('/tmp/written.csv') SELECT 1",
        'DROP TABLE t',
        'SET readonly = 0',
        'SELECT 1 SETTINGS max_execution_time = 0',
      ])('cannot be used for %s', async (sql) => {
        await expect(db.query(sql)).rejects.toThrow(/READONLY|readonly/);
      });
    });

    describe('inserts', () => {
      it('keep every byte of text', async () => {
        await insert(HOSTILE.map((text, id) => [id, text, 0]));
        expect(await names()).toEqual(HOSTILE);
      });

      it('are visible when they resolve, and a setting of one does not stay for the next', async () => {
        await insert([[1, 'a', 1]], 'token');
        await insert([[2, 'b', 2]]);
        await insert([[3, 'c', 3]]);
        expect(await names()).toEqual(['a', 'b', 'c']);
      });

      it('take a body of 20 MB', async () => {
        const text = 'x'.repeat(1_000);
        await insert(Array.from({ length: 20_000 }, (_, id) => [id, text, id]));
        expect(await db.query('SELECT count() AS n, sum(value) AS sum, uniqExact(name) AS names FROM t')).toEqual([
          { n: '20000', sum: 199_990_000, names: '1' },
        ]);
      });

      it('take nothing at all', async () => {
        await insert([]);
        expect(await names()).toEqual([]);
      });

      it.each([
        ['not a number', 'one\ta\t1\n'],
        ['too few fields', '1\ta\n'],
        ['too many fields', '1\ta\t1\textra\n'],
      ])('refuse a body with %s as a data error, and store nothing of it', async (_, body) => {
        const refused = db.insertTsv('t', ['id', 'name', 'value'], Buffer.from(`7\tgood\t1\n${body}`));
        await expect(refused).rejects.toBeInstanceOf(InsertRefusedError);
        expect(await names()).toEqual([]);
      });

      it('of binary rows keep every byte of text, empty texts and long ones', async () => {
        const texts = [...HOSTILE, 'x'.repeat(127), 'y'.repeat(128), 'z'.repeat(300_000)];
        const rows = new RowBinaryWriter();
        texts.forEach((text, id) => rows.uint64(id).string(text));
        const parts = rows.take();
        await db.insertRowBinary('t', { id: 'UInt64', name: 'String' }, parts);
        expect(await names()).toEqual(texts);
        await db.insertRowBinary('t', { id: 'UInt64', name: 'String' }, []);
        expect(await names()).toEqual(texts);
      });

      it('of binary rows at the same time do not mix', async () => {
        const one = (id: number): readonly Buffer[] => new RowBinaryWriter().uint64(id).string(`row ${id}`).take();
        const ids = Array.from({ length: 12 }, (_, id) => id);
        await Promise.all(ids.map((id) => db.insertRowBinary('t', { id: 'UInt64', name: 'String' }, one(id))));
        expect(await names()).toEqual(ids.map((id) => `row ${id}`));
      });

      it('of binary rows that end in the middle store nothing: a write that was cut short is no fault of the data', async () => {
        const parts = new RowBinaryWriter().uint64(1).string('whole').uint64(2).take();
        const failed = db.insertRowBinary('t', { id: 'UInt64', name: 'String' }, parts);
        await expect(failed).rejects.toThrow(/read after eof|read all data/i);
        await expect(failed).rejects.not.toBeInstanceOf(InsertRefusedError);
        expect(await names()).toEqual([]);
      });

      it('into a table that is not there are no data error', async () => {
        const failed = db.insertTsv('nowhere', ['id'], Buffer.from('1\n'));
        await expect(failed).rejects.toThrow(/nowhere/);
        await expect(failed).rejects.not.toBeInstanceOf(InsertRefusedError);
      });
    });

    it('answers a ping', async () => {
      await expect(db.ping(5_000)).resolves.toBeUndefined();
    });

    describe('another database', () => {
      it('has the same names for tables of its own, which can be exchanged with the live ones', async () => {
        await insert([[1, 'live', 1]]);
        const side = await db.database('side');
        await side.migrate();
        await side.insertTsv('t', ['id', 'name', 'value'], Buffer.from('1\tside\t1\n2\tside too\t1\n'));
        expect(await side.query('SELECT name FROM t ORDER BY id')).toEqual([{ name: 'side' }, { name: 'side too' }]);
        expect(await names()).toEqual(['live']);
        await db.command('EXCHANGE TABLES default.t AND side.t');
        expect(await names()).toEqual(['side', 'side too']);
        expect(await side.query('SELECT name FROM t WHERE id = {id:UInt64}', { id: 1 })).toEqual([{ name: 'live' }]);
        await side.close();
        await db.command('DROP DATABASE side SYNC');
        expect(await names()).toEqual(['side', 'side too']);
      });

      it('has a plain name', async () => {
        await expect(db.database('a; DROP TABLE t')).rejects.toThrow(/no name/);
      });
    });
  });

  describe(`${name} and migrations`, () => {
    it('applies a file once and refuses one that has changed', async () => {
      const db = await make([migration(TABLE)]);
      await db.migrate();
      await db.command("INSERT INTO t SETTINGS async_insert = 0 VALUES (1, 'kept', 1)");
      await db.migrate();
      expect(await db.query('SELECT name FROM t')).toEqual([{ name: 'kept' }]);
      await db.close();
    });

    it('refuses a file that is not the one that was applied', async () => {
      let checksum = 'one';
      const changing: Migration = {
        ...migration(TABLE),
        get checksum() {
          return checksum;
        },
      };
      const db = await make([changing]);
      await db.migrate();
      checksum = 'two';
      await expect(db.migrate()).rejects.toBeInstanceOf(MigrationChangedError);
      await db.close();
    });

    it('applies those of the lib', async () => {
      const db = await make();
      await db.migrate();
      await db.migrate();
      expect(await db.query('SELECT count() AS n FROM points')).toEqual([{ n: '0' }]);
      await db.close();
    });
  });
}
