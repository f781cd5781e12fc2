import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed, type RunChange } from '@runstead/projections';
import { SqlPool } from '@runstead/postgres';
import type { Run } from '@runstead/run-domain';
import { CatalogProgress } from './catalog-progress';
import { LruMap } from './lru-map';
import { ProjectRefs } from './project-refs';
import { type ProjectRef, type RunRef, refOf } from './run-ref';
import { RunRows } from './run-rows';
import { RunStates } from './run-states';

const CACHED_RUNS = 50_000;

/**
 * Names to rows, cached and kept fresh by the change feed, which brings what has changed along. What this process has appended is found at once, before the
 * catalog holds it. A store that does not answer throws (503 upstream), as does a catalog that has not caught up with
 * the log since the start: "unknown" is said only when it is known.
 */
@Injectable()
export class RunDirectory implements OnModuleDestroy {
  private readonly cache = new LruMap<RunRef>(CACHED_RUNS);
  /** As it was last seen, also when it has changed since: better than nothing while the database is away. */
  private readonly before = new LruMap<RunRef>(CACHED_RUNS);
  /** Run id -> cache key, to drop what the feed says has changed. */
  private readonly keys = new LruMap<string>(CACHED_RUNS);
  private readonly reads = new Set<Set<string>>();
  private readonly rows: RunRows;
  private readonly unsubscribe: () => void;

  constructor(
    pool: SqlPool,
    private readonly states: RunStates,
    private readonly projects: ProjectRefs,
    private readonly catalog: CatalogProgress,
    feed: ChangeFeed,
  ) {
    this.rows = new RunRows(pool);
    this.unsubscribe = feed.subscribe(
      (changes) => {
        for (const change of changes) if (change.kind.startsWith('run-')) this.changed(change);
      },
      () => this.cache.clear(),
    );
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** Deleted runs are found too, with `deleted`. */
  async find(entity: string, project: string, runName: string): Promise<RunRef | null> {
    const found = await this.projects.find(entity, project);
    return found ? this.findIn(found, runName) : null;
  }

  async findProject(entity: string, name: string): Promise<ProjectRef | null> {
    return this.projects.find(entity, name);
  }

  /** The whole run. */
  async byRunId(runId: string): Promise<Run | null> {
    return this.states.load(runId);
  }

  /** Whole runs by their row ids; what is no run is left out. */
  async byRunIds(runIds: readonly string[]): Promise<ReadonlyMap<string, Run>> {
    return this.states.loadAll(runIds);
  }

  private async findIn({ projectId }: ProjectRef, runName: string): Promise<RunRef | null> {
    const key = keyOf(projectId, runName);
    const recent = this.states.recent(projectId, runName);
    if (recent) {
      const ref = refOf(recent);
      this.before.set(key, ref);
      return ref;
    }
    const cached = this.cache.get(key);
    if (cached) return cached;
    const changed = new Set<string>();
    this.reads.add(changed);
    try {
      const ref = await this.read(projectId, runName);
      // A row that changed while it was read may be the old one: answered, but not kept.
      if (ref && !changed.has(ref.runId)) this.keep(key, ref);
      return ref;
    } catch (error) {
      // Lines of a known run need the log and nothing else; what needs the run's state asks the database itself, and fails.
      const before = this.before.get(key);
      if (before) return before;
      throw error;
    } finally {
      this.reads.delete(changed);
    }
  }

  private async read(projectId: string, name: string): Promise<RunRef | null> {
    const row = await this.rows.find(projectId, name);
    if (row) return row;
    await this.catalog.ready();
    return this.rows.find(projectId, name);
  }

  /** The feed tells of changes in the order in which they were stored. */
  private changed({ runId, run }: RunChange): void {
    for (const read of this.reads) read.add(runId);
    const key = run ? keyOf(run.projectId, run.name) : this.keys.get(runId);
    if (key === undefined) return;
    if (run) this.keep(key, refOf(run));
    else this.cache.delete(key);
  }

  private keep(key: string, ref: RunRef): void {
    this.cache.set(key, ref);
    this.keys.set(ref.runId, key);
    this.before.set(key, ref);
  }
}

function keyOf(projectId: string, name: string): string {
  return `${projectId}/${name}`;
}
