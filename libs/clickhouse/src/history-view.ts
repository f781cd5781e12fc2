import {
  editedRow,
  editsValues,
  historyEditsOf,
  historyLayers,
  mergeLanes,
  type HistoryEdit,
  type HistoryLayer,
} from '@runstead/run-domain';
import type { ClickHouse, QueryParams } from './click-house';
import { EditParams, type ShownLayer } from './edit-params';
import { EDITED_ORDER, MERGED_WRITER, editedKeys, editedPoints, editedRows, loggedUnder } from './edited-sources';
import { RowCuts, type Cut } from './row-cuts';

/** A stored row, as far as edits must know it. `ver` as text. */
export interface ViewedRow {
  readonly row: string;
  readonly step: number;
  readonly writer: string;
  readonly ver: string;
}

interface EditedRun {
  readonly edits: readonly HistoryEdit[];
  readonly layers: readonly HistoryLayer[];
}

interface Found {
  readonly run: string;
  readonly step: string;
  readonly ver_: string;
  readonly edits_: string;
}

/**
 * What readers are to see of stored history: rewinds hide rows (ADR 0006), edits rename, hide, change and add (ADR 0014). Of runs
 * that were never rewound or edited, which is almost all, statements are what they are without it.
 */
export class HistoryView {
  static readonly none = new HistoryView(RowCuts.none, new Map(), []);
  private readonly edits: EditParams;
  /** Row ids of merges: their rows belong to no run. */
  readonly lanes: readonly string[];

  private constructor(
    readonly cuts: RowCuts,
    private readonly edited: ReadonlyMap<string, EditedRun>,
    /** Runs whose edits were all undone. */
    private readonly restored: readonly string[],
  ) {
    const shown = [...edited].flatMap(([runId, { layers }]): ShownLayer[] => layers.map((layer) => ({ runId, layer })));
    this.edits = new EditParams(shown);
    this.lanes = [...edited.values()].flatMap(({ edits }) => mergeLanes(edits));
  }

  /** `runIds` null: all runs of the project. One small read of tables that are empty until somebody rewinds or edits a run. */
  static async of(clickHouse: ClickHouse, projectId: string, runIds: readonly string[] | null): Promise<HistoryView> {
    const ofRuns = runIds === null ? '' : ' AND run_id IN {runs:Array(UInt64)}';
    const found = await clickHouse.query<Found>(
      `SELECT DISTINCT toString(run_id) AS run, toString(step) AS step, toString(ver) AS ver_, '' AS edits_ FROM run_cuts
       WHERE project_id = {project:UInt64}${ofRuns}
       UNION ALL
       SELECT toString(run_id) AS run, '' AS step, '' AS ver_, argMax(edits, ver) AS edits_ FROM run_edits
       WHERE project_id = {project:UInt64}${ofRuns} GROUP BY run_id`,
      { project: projectId, ...(runIds === null ? {} : { runs: runIds }) },
    );
    if (found.length === 0) return HistoryView.none;
    const cuts = found.filter(({ ver_ }) => ver_ !== '').map(({ run, step, ver_ }): Cut => ({ run_id: run, step, ver: ver_ }));
    const edited = found.filter(({ ver_ }) => ver_ === '').map(({ run, edits_ }) => [run, editedRun(run, historyEditsOf(edits_))] as const);
    const counting = edited.filter(([, { edits }]) => edits.length > 0);
    const restored = edited.filter(([, { edits }]) => edits.length === 0).map(([run]) => run);
    return new HistoryView(RowCuts.from(cuts), new Map(counting), restored);
  }

  /** As it would be with these edits of a run. */
  withEdits(runId: string, edits: readonly HistoryEdit[]): HistoryView {
    if (edits.length === 0 && !this.edited.has(runId)) return this;
    return new HistoryView(this.cuts, new Map([...this.edited, [runId, editedRun(runId, edits)]]), this.restored);
  }

  /** What all SQL of a view binds, next to `{project:UInt64}`. */
  get params(): QueryParams {
    return { ...this.cuts.params, ...(this.hasEdits ? this.edits.params : {}), ...(this.lanes.length > 0 ? { lanes: this.lanes } : {}) };
  }

  get hasEdits(): boolean {
    return this.edited.size > 0;
  }

  /** Runs that were rewound or edited, also if all edits were undone since. */
  get changedRuns(): readonly string[] {
    return [...new Set([...this.cuts.runIds, ...this.edited.keys(), ...this.restored])];
  }

  /** Runs of which keys may be known that no row shows any more. */
  get thinnedRuns(): readonly string[] {
    const thinned = [...this.edited].filter(([, { layers }]) =>
      layers.some(({ from, hiddenRows, hiddenValues }) => from > 0n || hiddenRows.length + hiddenValues.size > 0),
    );
    return [...new Set([...this.cuts.runIds, ...thinned.map(([runId]) => runId)])];
  }

  /**
   * `FROM` and conditions over points: columns `key_id, run_id, step, ts, ord, value`. `keys` is SQL of the ids of keys as they
   * are shown, `conditions` are on these columns, `stored` on more columns of the table, for what they save of reading. More conditions may follow.
   */
  points(keys: string, conditions: readonly string[], stored: readonly string[] = []): string {
    const all = [`key_id IN (${keys})`, ...conditions].join(' AND ');
    const plain = `FROM points WHERE ${['project_id = {project:UInt64}', all, ...stored].join(' AND ')}`;
    if (!this.hasEdits) return `${plain}${this.cuts.and('ord')}`;
    return `FROM (
  SELECT key_id, run_id, step, ts, ord, value ${plain} AND run_id NOT IN {editedRuns:Array(UInt64)}${this.cuts.and('ord')}
  UNION ALL
  SELECT key_id, run_id, step, ts, ${EDITED_ORDER} AS ord, value FROM (${editedPoints(this.edits, loggedUnder(this.edits, keys))})
  WHERE ${all}${this.cuts.and('place')}
) WHERE 1`;
  }

  /** Instead of the table `history_rows`, for one run. */
  get rows(): string {
    return this.hasEdits ? editedRows(this.edits) : 'history_rows';
  }

  /** Instead of the table `metric_keys`, of history: keys as they are shown. */
  get keys(): string {
    if (!this.hasEdits) return 'metric_keys';
    const lanes = this.lanes.length > 0 ? ' AND run_id NOT IN {lanes:Array(UInt64)}' : '';
    return `(SELECT project_id, run_id AS layer, key AS logged_key, run_id, source, key, kind FROM metric_keys
    WHERE project_id = {project:UInt64} AND run_id NOT IN {editedRuns:Array(UInt64)}${lanes}
    UNION ALL ${editedKeys(this.edits)})`;
  }

  /** `layer, logged`: row ids and ids of keys as they were logged, of points that are shown. Only with edits. */
  get shownPointKeys(): string {
    const logged =
      "SELECT sipHash64(project_id, key) FROM metric_keys WHERE project_id = {project:UInt64} AND source = 'history' AND run_id IN {editLayers:Array(UInt64)}";
    return `SELECT layer, logged FROM (${editedPoints(this.edits, ` AND key_id IN (${logged})`)}) WHERE 1${this.cuts.and('place')}`;
  }

  /** Names under which what the run shows as `key` may have been logged. */
  loggedNames(runId: string, key: string): string[] {
    const names = (this.edited.get(runId)?.layers ?? []).flatMap(({ keys }) => [
      ...[...keys].filter(([, { shown }]) => shown === key).map(([logged]) => logged),
      ...(keys.has(key) ? [] : [key]),
    ]);
    return names.length === 0 && !this.edited.has(runId) ? [key] : [...new Set(names)];
  }

  /** True when rows of the run are not shown as they were sent. */
  changesRows(runId: string): boolean {
    return this.edited.get(runId)?.layers.some(editsValues) ?? false;
  }

  /** The row as it is shown. */
  row(runId: string, { row, step, writer, ver }: ViewedRow): string {
    const layers = this.edited.get(runId)?.layers ?? [];
    const layer = layers.find(({ at }) => (at !== null) === (writer === MERGED_WRITER));
    return layer ? editedRow(row, { step, place: BigInt(ver) }, layer) : row;
  }
}

function editedRun(runId: string, edits: readonly HistoryEdit[]): EditedRun {
  return { edits, layers: historyLayers(runId, edits) };
}
