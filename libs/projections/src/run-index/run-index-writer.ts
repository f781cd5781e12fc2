import { ClickHouse } from '@runstead/clickhouse';
import { SqlPool } from '@runstead/postgres';
import { editedSummary, historyEditsOf, isJsonObject, parseJson, type HistoryEdit, type JsonObject } from '@runstead/run-domain';
import { TurnTaker } from '../metrics/turn-taker';
import { configLeaves, summaryLeaves, type Leaf } from './document-leaves';
import * as edits from './run-edit-rows';
import * as rows from './run-index-rows';

/** A run as Postgres holds it now. */
interface Found {
  readonly run: rows.IndexedRun;
  readonly config: readonly Leaf[];
  readonly summary: readonly Leaf[];
  readonly summaryVersion: string;
  readonly historyEdits: readonly HistoryEdit[];
}

/** Copies what Postgres holds of some runs to the tables that list, filter and sort runs. */
export class RunIndexWriter {
  constructor(
    private readonly pool: SqlPool,
    private readonly clickHouse: ClickHouse,
  ) {}

  /** Durable on return. Rows are replaced by their keys and the newest version wins, so writing again changes nothing. */
  async write(runIds: readonly string[]): Promise<void> {
    const found = await this.found(runIds);
    if (found.length === 0) return;
    const known = await this.knownKeys(found);
    const bodies = { keys: '', values: '', runs: '', edits: '', editKeys: '' };
    const turn = new TurnTaker();
    for (const one of found) {
      bodies.runs += rows.runRow(one.run);
      bodies.edits += edits.editRow(one.run, one.historyEdits);
      bodies.editKeys += edits.editKeyRows(one.run, one.historyEdits);
      for (const kind of ['config', 'summary'] as const) {
        const { keys, values } = documentRows(one, kind, known.get(`${one.run.run_id}/${kind}`) ?? new Set());
        bodies.keys += keys;
        bodies.values += values;
      }
      await turn.giveTurn();
    }
    // Keys first: a crash after the values would leave one that nothing remembers, and that could never be marked as gone.
    await this.clickHouse.insertTsv('run_value_keys', rows.KEY_COLUMNS, Buffer.from(bodies.keys));
    await this.clickHouse.insertTsv('incoming_run_values', rows.VALUE_COLUMNS, Buffer.from(bodies.values));
    await this.clickHouse.insertTsv('run_edit_keys', edits.EDIT_KEY_COLUMNS, Buffer.from(bodies.editKeys));
    await this.clickHouse.insertTsv('run_edits', edits.EDIT_COLUMNS, Buffer.from(bodies.edits));
    await this.clickHouse.insertTsv('runs', rows.RUN_COLUMNS, Buffer.from(bodies.runs));
  }

  private async found(runIds: readonly string[]): Promise<Found[]> {
    const { db } = this.pool;
    const runs = await db
      .selectFrom('runs')
      .selectAll()
      .where('run_id', 'in', [...runIds])
      .execute();
    const summaries = await db
      .selectFrom('run_summaries')
      .selectAll()
      .where('run_id', 'in', [...runIds])
      .execute();
    const summaryOf = new Map(summaries.map((summary) => [summary.run_id, summary]));
    const turn = new TurnTaker();
    const found: Found[] = [];
    for (const run of runs) {
      const summary = summaryOf.get(run.run_id);
      const historyEdits = historyEditsOf(run.history_edits);
      found.push({
        run,
        config: configLeaves(documentOf(run.config)),
        summary: summaryLeaves(editedSummary(documentOf(summary?.summary ?? '{}'), historyEdits)),
        summaryVersion: rows.summaryVersion(summary, run),
        historyEdits,
      });
      await turn.giveTurn();
    }
    return found;
  }

  /** `run id/kind` -> every key that the run's document has ever had. */
  private async knownKeys(found: readonly Found[]): Promise<Map<string, Set<string>>> {
    const keys = await this.clickHouse.query<{ document: string; keys: string[] }>(
      `SELECT concat(toString(run_id), '/', toString(kind)) AS document, groupUniqArray(key) AS keys FROM run_value_keys
       WHERE project_id IN {projects:Array(UInt64)} AND run_id IN {runs:Array(UInt64)} GROUP BY run_id, kind`,
      { projects: [...new Set(found.map(({ run }) => run.project_id))], runs: found.map(({ run }) => run.run_id) },
    );
    return new Map(keys.map((row) => [row.document, new Set(row.keys)]));
  }
}

function documentRows(found: Found, kind: rows.DocumentKind, known: ReadonlySet<string>): { keys: string; values: string } {
  const { run } = found;
  const version = kind === 'config' ? String(run.version) : found.summaryVersion;
  const present = new Set(found[kind].map(({ key }) => key));
  const added = [...present].filter((key) => !known.has(key));
  const gone = [...known].filter((key) => !present.has(key));
  return {
    keys: added.map((key) => rows.keyRow(run, kind, key)).join(''),
    values: [
      ...found[kind].map((leaf) => rows.valueRow(run, kind, leaf, version)),
      ...gone.map((key) => rows.goneRow(run, kind, key, version)),
    ].join(''),
  };
}

/** Documents in Postgres were parsed before they were stored. */
function documentOf(text: string): JsonObject {
  const value = parseJson(text);
  return isJsonObject(value) ? value : {};
}
