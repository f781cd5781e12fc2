/** A table of a projection, and what of it is the same however often and from wherever it was built. */
export interface ProjectedTable {
  readonly name: string;
  /** Rows are compared run by run; null when they belong to none. */
  readonly run: string | null;
}

/** A ClickHouse table: versions of a row are replaced by the engine at a time of its own, so the newest are compared (`FINAL`). */
export interface EngineTable extends ProjectedTable {
  /** SQL of what identifies and what fills a row. */
  readonly columns: readonly string[];
  /** Rows that a reader sees; the others depend on how the log was cut into batches. */
  readonly visible?: string;
  /** Exchanged, not compared. */
  readonly internal?: true;
}

/** What is built, compared and switched together when a projection is rebuilt. */
export interface RebuildPlan {
  readonly projection: string;
  /**
   * Projections that are replayed into the copy, in this order: those that write its tables, of which some belong to others
   * (the receipt's counters of dead letters are in `run_streams`).
   */
  readonly replayed: readonly string[];
  /** Live projections that must stand still while copy and original are compared and exchanged. */
  readonly held: readonly string[];
  readonly postgres: readonly ProjectedTable[];
  readonly clickHouse: readonly EngineTable[];
}

const ofRun = (name: string): ProjectedTable => ({ name, run: 'run_id' });
const ofNone = (name: string): ProjectedTable => ({ name, run: null });
const LINE_COLUMNS = ['project_id', 'writer', 'line', 'step', 'ts', 'row', 'ver', 'run_month'];
const POINT_COLUMNS = ['project_id', 'key_id', 'step', 'ts', 'reinterpretAsUInt64(value)', 'ord', 'run_month'];

/** In the order in which `all` rebuilds: the run index copies what the Postgres projections hold. */
export const REBUILD_PLANS: readonly RebuildPlan[] = [
  {
    projection: 'catalog',
    replayed: ['catalog'],
    held: ['catalog'],
    postgres: [
      ...[
        'projects',
        'workspaces',
        'saved_views',
        'users',
        'api_keys',
        'team_members',
        'custom_charts',
        'sweeps',
        'sweep_agents',
        'sweep_runs',
      ].map(ofNone),
      ...['runs', 'run_files', 'alerts'].map(ofRun),
    ],
    clickHouse: [],
  },
  {
    projection: 'artifacts',
    replayed: ['artifacts'],
    held: ['artifacts'],
    postgres: ['types', 'collections', 'versions', 'clients', 'memberships', 'aliases', 'manifests', 'blobs', 'runs'].map((name) =>
      ofNone(`artifact_${name}`),
    ),
    clickHouse: [],
  },
  {
    projection: 'streams',
    replayed: ['catalog', 'streams', 'dead-letters'],
    held: ['catalog', 'streams', 'dead-letters'],
    postgres: ['run_streams', 'run_summaries', 'writer_summaries'].map(ofRun),
    clickHouse: [],
  },
  {
    projection: 'dead-letters',
    replayed: ['dead-letters'],
    held: ['dead-letters'],
    postgres: [ofNone('dead_letters')],
    clickHouse: [],
  },
  {
    projection: 'metrics',
    replayed: ['metrics'],
    held: ['metrics'],
    postgres: [],
    clickHouse: [
      { name: 'history_rows', run: 'run_id', columns: LINE_COLUMNS },
      { name: 'system_rows', run: 'run_id', columns: LINE_COLUMNS },
      { name: 'points', run: 'run_id', columns: POINT_COLUMNS },
      { name: 'system_points', run: 'run_id', columns: POINT_COLUMNS },
      {
        name: 'console_lines',
        run: 'run_id',
        columns: ['project_id', 'writer', 'line', 'ts', 'stream', 'label', 'text', 'ver', 'run_month'],
      },
      { name: 'metric_keys', run: 'run_id', columns: ['project_id', 'source', 'key', 'kind'] },
      { name: 'run_cuts', run: 'run_id', columns: ['project_id', 'ver', 'step'] },
      { name: 'unreadable_lines', run: null, columns: ['source', 'partition', 'ord'] },
    ],
  },
  {
    projection: 'run-index',
    replayed: ['run-index'],
    // Itself first: it may be waiting for the others to come further.
    held: ['run-index', 'catalog', 'streams'],
    postgres: [],
    clickHouse: [
      {
        name: 'runs',
        run: 'run_id',
        columns: [
          ...['project_id', 'created', 'updated', 'state', 'name', 'display_name', 'author', 'tags', 'group_name', 'job_type'],
          ...['deleted', 'ver', 'ended', 'notes', 'host', 'sweep', 'commit_sha'],
        ],
      },
      {
        name: 'run_values',
        run: 'run_id',
        columns: ['project_id', 'kind', 'key_id', 'key', 'reinterpretAsUInt64(num)', 'str', 'is_num', 'type', 'ver'],
        visible: 'deleted = 0',
      },
      { name: 'run_edits', run: 'run_id', columns: ['project_id', 'edits', 'ver'] },
      {
        name: 'run_edit_keys',
        run: 'run_id',
        columns: ['project_id', 'row_id', 'logged', 'shown', 'ver'],
        visible: '(run_id, ver) IN (SELECT run_id, max(ver) FROM run_edits GROUP BY run_id)',
      },
      // Every key of every document that was seen: which of two documents of one batch was seen depends on the batch.
      { name: 'run_value_keys', run: 'run_id', columns: ['project_id', 'kind', 'key'], internal: true },
    ],
  },
];
