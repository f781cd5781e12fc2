import type { ClickHouse } from '@runstead/clickhouse';
import type { EventLog } from '@runstead/event-log';
import type { SqlPool } from '@runstead/postgres';
import { digestSql, LINE_TABLES, readLedger, type LineLedger, type StreamLines } from './line-ledger';

export interface LineDifference {
  readonly run: string;
  readonly what: string;
}

/** Which lines are compared: those of the log below `ends`, of all runs or of some. */
export interface LinesQuestion {
  readonly ends: readonly number[];
  readonly runs: ReadonlySet<string> | null;
}

export interface LinesAnswer {
  readonly lines: number;
  readonly records: number;
  readonly differences: readonly LineDifference[];
}

/** Lines that are in memory at once, about 60 bytes each. More are compared in several readings of the log. */
const LINES_AT_ONCE = 4_000_000;
const NAMED = 10;
const LIMITS = { maxExecutionSeconds: 600, maxMemoryBytes: 4 * 1024 ** 3 };

/** Compares every line of the log with ClickHouse's: which there are, from which record, and their content. */
export class LineComparison {
  constructor(
    private readonly log: EventLog,
    private readonly pool: SqlPool,
    private readonly clickHouse: ClickHouse,
  ) {}

  async compare(question: LinesQuestion): Promise<LinesAnswer> {
    const { total } = await this.pool.db
      .selectFrom('run_streams')
      .select((row) => row.fn.sum<string | null>('lines_logged').as('total'))
      .executeTakeFirstOrThrow();
    const groups = Math.max(1, Math.ceil(Number(total ?? 0) / LINES_AT_ONCE));
    const differences: LineDifference[] = [];
    let lines = 0;
    let records = 0;
    for (let group = 0; group < groups; group += 1) {
      const answer = await this.compareGroup(question, group, groups);
      differences.push(...answer.differences);
      lines += answer.lines;
      records = answer.records;
    }
    return { lines, records, differences };
  }

  private async compareGroup({ ends, runs }: LinesQuestion, group: number, groups: number): Promise<LinesAnswer> {
    const dead = await this.deadLetters();
    const wants = (run: string): boolean =>
      /^\d{1,20}$/.test(run) && (runs === null || runs.has(run)) && (groups === 1 || Number(BigInt(run) % BigInt(groups)) === group);
    const ledger = await readLedger(this.log, { ends, wants, dead });
    const differences: LineDifference[] = ledger.unreadable.map((id) => ({ run: '', what: `${id} cannot be read and has no dead letter` }));
    for (const { table, text } of Object.values(LINE_TABLES)) {
      const some = `(run_id % {groups:UInt64}) = {group:UInt64}${runs === null ? '' : ' AND run_id IN {runs:Array(UInt64)}'}`;
      const params = { groups, group, ...(runs === null ? {} : { runs: [...runs] }) };
      differences.push(...(await this.compareTable(ledger, { table, text, some, params })));
    }
    const lines = [...ledger.streams.values()].reduce((sum, stream) => sum + stream.size, 0);
    return { lines, records: ledger.records, differences };
  }

  private async compareTable(ledger: LineLedger, asked: TableQuestion): Promise<LineDifference[]> {
    const { table, text, some, params } = asked;
    const rows = await this.clickHouse.query<{ run: string; writer: string; n: string; low: string; high: string }>(
      `SELECT toString(run_id) AS run, writer, toString(count()) AS n, toString(sum(bitAnd(d, 16777215))) AS low, toString(sum(bitShiftRight(d, 24))) AS high
       FROM (SELECT run_id, writer, ${digestSql(text)} AS d FROM ${table} FINAL WHERE ${some}) GROUP BY run_id, writer`,
      params,
      LIMITS,
    );
    const stored = new Map(rows.map(({ run, writer, n, low, high }) => [`${table}/${run}/${writer}`, `${n} ${low} ${high}`]));
    const expected = new Map([...ledger.streams].filter(([key, lines]) => key.startsWith(`${table}/`) && lines.size > 0));
    const differing = new Set([...stored.keys(), ...expected.keys()].filter((key) => stored.get(key) !== sums(expected.get(key))));
    const differences: LineDifference[] = [];
    for (const key of differing) differences.push(await this.nameLines(asked, key, expected.get(key) ?? new Map()));
    return differences;
  }

  /** Which lines of a stream differ, the first few by number. */
  private async nameLines({ table, text }: TableQuestion, key: string, expected: StreamLines): Promise<LineDifference> {
    const [, run = '', ...rest] = key.split('/');
    const writer = rest.join('/');
    const rows = await this.clickHouse.query<{ line: string; d: string }>(
      `SELECT toString(line) AS line, toString(${digestSql(text)}) AS d FROM ${table} FINAL
       WHERE run_id = {run:UInt64} AND writer = {writer:String} ORDER BY ${table}.line`,
      { run, writer },
      LIMITS,
    );
    const stored = new Map(rows.map(({ line, d }) => [Number(line), Number(d)]));
    const missing = [...expected.keys()].filter((line) => !stored.has(line));
    const strange = [...stored.keys()].filter((line) => !expected.has(line));
    const other = [...expected].filter(([line, d]) => stored.has(line) && stored.get(line) !== d).map(([line]) => line);
    const parts = [named('missing', missing), named('not in the log', strange), named('other than in the log', other)];
    const found = parts.filter((part) => part !== '').join(', ') || 'differed when all lines were added up, and no more';
    return { run, what: `${table}${writer === '' ? '' : ` of writer ${writer}`}: ${found}` };
  }

  private async deadLetters(): Promise<Set<string>> {
    const rows = await this.pool.db
      .selectFrom('dead_letters')
      .select('dead_letter_id')
      .where('topic', '=', 'run-streams')
      .where('repaired_at', 'is', null)
      .execute();
    return new Set(rows.map((row) => row.dead_letter_id));
  }
}

interface TableQuestion {
  readonly table: string;
  readonly text: string;
  readonly some: string;
  readonly params: Readonly<Record<string, number | readonly string[]>>;
}

function sums(lines: StreamLines | undefined): string | undefined {
  if (lines === undefined) return undefined;
  let low = 0;
  let high = 0;
  for (const digest of lines.values()) {
    low += digest % 2 ** 24;
    high += Math.floor(digest / 2 ** 24);
  }
  return `${lines.size} ${low} ${high}`;
}

function named(what: string, lines: readonly number[]): string {
  if (lines.length === 0) return '';
  const first = lines.slice(0, NAMED).map(lineName).join(', ');
  return `${lines.length} ${what} (line ${first}${lines.length > NAMED ? ', …' : ''})`;
}

/** Lines of later generations are stored apart (`storedLine`). */
function lineName(line: number): string {
  const generation = Math.floor(line / 2 ** 36);
  return generation === 0 ? String(line) : `${line % 2 ** 36} after rewind ${generation}`;
}
