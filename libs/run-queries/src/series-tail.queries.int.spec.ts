import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { continueSeries, decodeSeries, encodeSeries, type Series, type SeriesQuery } from '@runstead/ui-contract';
import fc from 'fast-check';
import { insertParts, MADE, runId } from './fixtures/logged-rows';
import type { LoggedRow } from './series.brute-force.fixture';
import { SeriesTailQueries } from './series-tail.queries';
import { SeriesQueries } from './series.queries';

const KEYS = ['loss', 'acc'];
const COLUMNS = ['x', 'y', 'min', 'max', 'mean', 'count', 'markX', 'markKind'] as const;
const runs = [0, 1].map((index) => ({ name: `run ${index}`, runId: runId(index) }));
const BASE: SeriesQuery = { keys: KEYS, runs: runs.map(({ name }) => name), buckets: 20 };

/** Means of sums that were made in another order differ in their last digits. */
const plain = (series: readonly Series[]): unknown =>
  series.map((line) => ({
    ...line,
    ...Object.fromEntries(COLUMNS.map((column) => [column, Array.from(line[column], (value) => Number(value.toPrecision(12)))])),
  }));

/** What a page holds, and what it asks when it is told of news: lines of one width in one query. */
class Page {
  readonly lines = new Map<string, Series>();
  whole = 0;
  ends = 0;

  constructor(private readonly ask: (query: SeriesQuery) => Promise<Series[]>) {}

  /** `whole` gives the lines that cannot be gone on with. */
  async refresh(whole: readonly Series[]): Promise<Series[]> {
    const known = [...this.lines.values()];
    for (const width of new Set(known.map((line) => line.width))) {
      const some = known.filter((line) => line.width === width && line.resume);
      const names = [...new Set(some.map(({ run }) => run))];
      const lowest = names.map((name) => {
        const resumes = some.filter(({ run }) => run === name).map(({ resume }) => resume!);
        return resumes.reduce((a, b) => ({ from: Math.min(a.from, b.from), after: BigInt(a.after) < BigInt(b.after) ? a.after : b.after }));
      });
      const keys = [...new Set(some.map(({ key }) => key))];
      if (names.length > 0) this.take(await this.ask({ ...BASE, keys, runs: names, tail: { width, runs: lowest } }), new Set(some));
    }
    for (const line of whole) if (!this.lines.get(`${line.key} ${line.run}`)?.resume) this.lines.set(`${line.key} ${line.run}`, line);
    return KEYS.flatMap((key) => runs.flatMap(({ name }) => this.lines.get(`${key} ${name}`) ?? []));
  }

  /** A line that was asked for and not answered has no points any more. */
  private take(answers: readonly Series[], asked: ReadonlySet<Series>): void {
    const answered = new Set(answers.map(({ key, run }) => `${key} ${run}`));
    for (const { key, run } of asked) if (!answered.has(`${key} ${run}`)) this.lines.delete(`${key} ${run}`);
    for (const answer of answers) {
      const id = `${answer.key} ${answer.run}`;
      const held = this.lines.get(id) ?? null;
      if (!held || !asked.has(held)) continue;
      this.lines.set(id, continueSeries(held, answer));
      if (answer.since === undefined) this.whole += 1;
      else this.ends += 1;
    }
  }
}

jest.setTimeout(60_000);

describe('SeriesTailQueries', () => {
  let folder: string;
  let db: ClickHouse;
  let whole: SeriesQueries;
  let tails: SeriesTailQueries;
  let projects = 100;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'series-tail-'));
    db = await ChdbClickHouse.open(folder);
    await db.migrate();
    await db.command('SYSTEM STOP MERGES');
    whole = new SeriesQueries(db);
    tails = new SeriesTailQueries(db, whole);
  });
  afterAll(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** As it comes over the wire. */
  const pageOf = (project: string): Page =>
    new Page(async (query) => {
      const named = runs.filter(({ name }) => query.runs.includes(name));
      const bytes = encodeSeries(await tails.series(project, named, query));
      return decodeSeries(bytes.buffer as ArrayBuffer);
    });
  const wholeLines = (project: string) => whole.series(project, runs, BASE);
  const nameOfLine = ({ key, run }: Series): string => `${key} ${run}`;
  /**
   * Each line fetched anew and alone, in buckets of the width in which the page has it: lines that became shorter keep theirs,
   * and a line that is answered on its own need not be as wide as longer ones.
   */
  const atTheirWidths = async (project: string, shown: readonly Series[]): Promise<Series[]> => {
    const lines: Series[] = [];
    for (const { key, run, width } of shown) {
      const alone = runs.filter(({ name }) => name === run);
      lines.push(...(await whole.series(project, alone, { ...BASE, keys: [key], runs: [run] }, width)));
    }
    return lines;
  };

  const value = fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: -1_000, max: 1_000 }).map((n) => n / 8) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
  );
  /** Rows go on where the run was, with a stride; now and then one comes late, or again. */
  const row = fc.record({
    run: fc.nat(1),
    ahead: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 3 }) }, { weight: 1, arbitrary: fc.integer({ min: -30, max: 0 }) }),
    values: fc.dictionary(fc.constantFrom(...KEYS), value, { minKeys: 1, noNullPrototype: true }),
  });

  it('brings a page to what a fetch of the whole lines gives, whatever was logged in between', async () => {
    let ends = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { minLength: 1, maxLength: 60, size: 'max' }), { minLength: 2, maxLength: 5 }),
        fc.option(fc.record({ run: fc.nat(1), after: fc.nat(3), step: fc.nat(40) }), { nil: undefined }),
        async (batches, rewind) => {
          const project = String((projects += 1));
          const page = pageOf(project);
          const at = [0, 0];
          let logged = 0;
          for (const [index, batch] of batches.entries()) {
            const rows = batch.map(({ run, ahead, values }): LoggedRow => {
              const step = at[run]! + ahead;
              at[run] = Math.max(at[run]!, step);
              return { runId: runId(run), step, time: MADE + logged, values };
            });
            await insertParts(db, project, rows, 1, logged);
            logged += rows.length;
            if (rewind?.after === index) {
              const cut = `${project}\t${runId(rewind.run)}\t${(BigInt(logged) << 20n).toString()}\t${rewind.step}\n`;
              await db.insertTsv('run_cuts', ['project_id', 'run_id', 'ver', 'step'], Buffer.from(cut));
            }
            const expected = await wholeLines(project);
            const shown = await page.refresh(expected);
            expect(plain(shown)).toEqual(plain(await atTheirWidths(project, shown)));
            expect(shown.map(nameOfLine)).toEqual(expected.map(nameOfLine));
          }
          ends += page.ends;
        },
      ),
      { numRuns: 12 },
    );
    expect(ends).toBeGreaterThan(10);
  }, 240_000);

  it('sends the end only while a run goes on, also when its buckets become wider', async () => {
    const project = String((projects += 1));
    const page = pageOf(project);
    const widths = new Set<number>();
    for (let batch = 0; batch < 30; batch += 1) {
      const rows = Array.from({ length: 10 }, (_, index) => {
        const step = batch * 10 + index;
        return { runId: runId(0), step, time: MADE + step, values: { loss: step % 7, acc: step % 5 } };
      });
      await insertParts(db, project, rows, 1, batch * 10);
      const expected = await wholeLines(project);
      const lines = await page.refresh(expected);
      expect(plain(lines)).toEqual(plain(expected));
      lines.forEach(({ width }) => widths.add(width));
    }
    expect([...widths]).toEqual([0, 2, 4, 8, 16]);
    // Two lines, five widths: each is answered whole once a width.
    expect([page.whole, page.ends]).toEqual([8, 50]);
  });
});
