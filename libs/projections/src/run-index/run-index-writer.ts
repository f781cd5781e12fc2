import { ClickHouse } from '@runstead/clickhouse';
import { SqlPool } from '@runstead/postgres';
import { editedSummary, historyEditsOf, isJsonObject, parseJson, type JsonObject } from '@runstead/run-domain';
import { TurnTaker } from '../metrics/turn-taker';
import { idArray } from '../bound-arrays';
import { configLeaves, summaryLeaves, type Leaf } from './document-leaves';
import { KnownKeys } from './known-keys';
import * as edits from './run-edit-rows';
import * as rows from './run-index-rows';

/** Remembered keys of all documents together: some tens of megabytes. */
const MOST_KEYS = 400_000;

type ProjectedRun = Pick<rows.IndexedRun, 'run_id' | 'project_id'>;

/** One document of a run as Postgres holds it now. */
interface FoundDocument {
  readonly run: ProjectedRun;
  readonly kind: rows.DocumentKind;
  readonly leaves: readonly Leaf[];
  readonly version: string;
}

/** Copies what Postgres holds of some runs to the tables that list, filter and sort runs. */
export class RunIndexWriter {
  private readonly known: KnownKeys;

  constructor(
    private readonly pool: SqlPool,
    private readonly clickHouse: ClickHouse,
    /** No other process writes to the index. */
    alone: boolean,
  ) {
    this.known = new KnownKeys(clickHouse, alone ? MOST_KEYS : 0);
  }

  /** Durable on return. Rows are replaced by their keys and the newest version wins, so writing again changes nothing. */
  async write(runIds: readonly string[]): Promise<void> {
    const runs = await this.pool.db.selectFrom('runs').selectAll().where('run_id', '=', idArray(runIds)).execute();
    const configs: FoundDocument[] = [];
    const bodies = { runs: '', edits: '', editKeys: '' };
    const turn = new TurnTaker();
    for (const run of runs) {
      const historyEdits = historyEditsOf(run.history_edits);
      configs.push({ run, kind: 'config', leaves: configLeaves(documentOf(run.config)), version: String(run.version) });
      bodies.runs += rows.runRow(run);
      bodies.edits += edits.editRow(run, historyEdits);
      bodies.editKeys += edits.editKeyRows(run, historyEdits);
      await turn.giveTurn();
    }
    await this.writeDocuments([...configs, ...(await this.summaries(runIds))]);
    await this.clickHouse.insertTsv('run_edit_keys', edits.EDIT_KEY_COLUMNS, Buffer.from(bodies.editKeys));
    await this.clickHouse.insertTsv('run_edits', edits.EDIT_COLUMNS, Buffer.from(bodies.edits));
    await this.clickHouse.insertTsv('runs', rows.RUN_COLUMNS, Buffer.from(bodies.runs));
  }

  /** As `write`, when nothing but the summaries can have changed: with every post of a live run. */
  async writeSummaries(runIds: readonly string[]): Promise<void> {
    await this.writeDocuments(await this.summaries(runIds));
  }

  private async writeDocuments(documents: readonly FoundDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const known = await this.known.of(documents);
    const added = new Map<FoundDocument, readonly string[]>();
    const bodies = { keys: '', values: '' };
    const turn = new TurnTaker();
    for (const document of documents) {
      const { keys, values, fresh } = documentRows(document, known(document));
      bodies.keys += keys;
      bodies.values += values;
      if (fresh.length > 0) added.set(document, fresh);
      await turn.giveTurn();
    }
    // Keys first: a crash after the values would leave one that nothing remembers, and that could never be marked as gone.
    await this.clickHouse.insertTsv('run_value_keys', rows.KEY_COLUMNS, Buffer.from(bodies.keys));
    for (const [document, keys] of added) this.known.written(document, keys);
    await this.clickHouse.insertTsv('incoming_run_values', rows.VALUE_COLUMNS, Buffer.from(bodies.values));
  }

  /** Of runs that the catalog holds: those that it does not hold yet are written whole when it does. */
  private async summaries(runIds: readonly string[]): Promise<FoundDocument[]> {
    const found = await this.pool.db
      .selectFrom('runs')
      .leftJoin('run_summaries as told', 'told.run_id', 'runs.run_id')
      .select(['runs.run_id', 'runs.project_id', 'runs.history_edits', 'runs.history_edited_at', 'runs.version'])
      .select(['told.summary', 'told.updated_at as told_at', 'told.version as told_version'])
      .where('runs.run_id', '=', idArray(runIds))
      .execute();
    const turn = new TurnTaker();
    const documents: FoundDocument[] = [];
    for (const { summary, told_at, told_version, history_edits, ...run } of found) {
      const told = told_at === null || told_version === null ? undefined : { updated_at: told_at, version: told_version };
      const leaves = summaryLeaves(editedSummary(documentOf(summary ?? '{}'), historyEditsOf(history_edits)));
      documents.push({ run, kind: 'summary', leaves, version: rows.summaryVersion(told, run) });
      await turn.giveTurn();
    }
    return documents;
  }
}

interface DocumentRows {
  readonly keys: string;
  readonly values: string;
  /** Keys that the document never had before. */
  readonly fresh: readonly string[];
}

function documentRows({ run, kind, leaves, version }: FoundDocument, known: ReadonlySet<string>): DocumentRows {
  const present = new Set(leaves.map(({ key }) => key));
  const fresh = [...present].filter((key) => !known.has(key));
  const gone = [...known].filter((key) => !present.has(key));
  return {
    keys: fresh.map((key) => rows.keyRow(run, kind, key)).join(''),
    values: [
      ...leaves.map((leaf) => rows.valueRow(run, kind, leaf, version)),
      ...gone.map((key) => rows.goneRow(run, kind, key, version)),
    ].join(''),
    fresh,
  };
}

/** Documents in Postgres were parsed before they were stored. */
function documentOf(text: string): JsonObject {
  const value = parseJson(text);
  return isJsonObject(value) ? value : {};
}
