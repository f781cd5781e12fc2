import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { EventLog } from '@runstead/event-log';
import { ObjectStore } from '@runstead/object-store';
import { SqlPool } from '@runstead/postgres';
import { ProjectionHealth } from '../projection-health';
import { ProjectionProgress } from '../projection-progress';
import { ProjectionRunner, ProjectorList } from '../projection-runner';
import type { RebuildSummary } from '../rebuild/rebuild-report';
import { Rebuilds } from '../rebuild/rebuilds';
import { verifyFiles } from './verify-files';
import { LineComparison, type LinesAnswer } from './verify-lines';
import type { VerifyDifference, VerifyProgress, VerifyReport } from './verify-report';

export interface VerifyRequest {
  readonly report?: (progress: VerifyProgress) => void;
  /** How long a projection may take to come to where the log is now. */
  readonly patienceMs?: number;
}

const NAMED = 1_000;

/** Compares log, projections and files, and names every difference. The server may go on meanwhile. */
@Injectable()
export class Verification {
  constructor(
    private readonly log: EventLog,
    private readonly pool: SqlPool,
    private readonly clickHouse: ClickHouse,
    private readonly objects: ObjectStore,
    private readonly list: ProjectorList,
    private readonly progress: ProjectionProgress,
    private readonly health: ProjectionHealth,
    private readonly runner: ProjectionRunner,
    private readonly rebuilds: Rebuilds,
  ) {}

  async verify({ report = () => undefined, patienceMs = 60_000 }: VerifyRequest = {}): Promise<VerifyReport> {
    const began = performance.now();
    const found: VerifyDifference[] = await this.behind(patienceMs);
    report({ projection: null, phase: 'lines', done: 0, total: 1 });
    const lines = await this.lines();
    report({ projection: null, phase: 'lines', done: 1, total: 1 });
    for (const { run, what } of lines.differences) found.push({ kind: 'lines', run, what });
    const projections: RebuildSummary[] = [];
    for (const projection of this.rebuilds.projections) {
      const summary = await this.rebuilds.check(projection, { report });
      projections.push(summary);
      for (const { table, run, live, rebuilt } of summary.differences)
        found.push({ kind: 'projection', run, what: `${table}: ${live ?? 'no rows'} shown, ${rebuilt ?? 'no rows'} by the log` });
    }
    const files = await verifyFiles(this.pool, this.objects, (done) => report({ projection: null, phase: 'files', done, total: done }));
    for (const { run, what } of files.differences) found.push({ kind: 'file', run, what });
    return {
      ok: found.length === 0,
      seconds: (performance.now() - began) / 1000,
      records: lines.records,
      lines: lines.lines,
      files: files.files,
      fileBytes: files.bytes,
      projections,
      differences: await this.withNames(found.slice(0, NAMED)),
      differenceCount: found.length,
    };
  }

  /** Projections that do not come to where the log is now. */
  private async behind(patienceMs: number): Promise<VerifyDifference[]> {
    const until = performance.now() + patienceMs;
    for (const { id, topics } of this.list.projectors)
      for (const topic of topics)
        for (let partition = 0; partition < (await this.log.partitions(topic)); partition += 1) {
          const end = await this.log.endOffset(topic, partition);
          if (end > 0) await this.progress.waitFor(id, topic, partition, end - 1, Math.max(1, until - performance.now()));
        }
    return (await this.health.statuses()).flatMap(({ projection, topic, partition, lag, state, lastError }) =>
      lag > 0 && (state !== 'running' || performance.now() >= until)
        ? [{ kind: 'behind', run: null, what: `${projection} lacks ${lag} records of ${topic}/${partition}: ${lastError ?? state}` }]
        : [],
    );
  }

  /** First beside the server. What differs is looked at again while the projection stands still: it may only have been in motion. */
  private async lines(): Promise<LinesAnswer> {
    const comparison = new LineComparison(this.log, this.pool, this.clickHouse);
    const first = await comparison.compare({ ends: await this.ends(), runs: null });
    if (first.differences.length === 0) return first;
    const release = await this.runner.hold(['metrics', 'dead-letters']);
    try {
      const runs = new Set(first.differences.map(({ run }) => run).filter((run) => run !== ''));
      const again = await comparison.compare({
        ends: await this.ends(),
        runs: first.differences.every(({ run }) => run !== '') ? runs : null,
      });
      return { ...first, differences: again.differences };
    } finally {
      release();
    }
  }

  private async ends(): Promise<number[]> {
    const partitions = await this.log.partitions('run-streams');
    return Array.from({ length: partitions }, (_, partition) => this.progress.nextOffset('metrics', 'run-streams', partition));
  }

  private async withNames(differences: readonly VerifyDifference[]): Promise<VerifyDifference[]> {
    const ids = [...new Set(differences.flatMap(({ run }) => (run !== null && /^\d{1,19}$/.test(run) ? [run] : [])))];
    if (ids.length === 0) return [...differences];
    const rows = await this.pool.db.selectFrom('runs').select(['run_id', 'entity', 'project', 'name']).where('run_id', 'in', ids).execute();
    const names = new Map(rows.map(({ run_id, entity, project, name }) => [run_id, `${entity}/${project}/${name}`]));
    return differences.map((difference) => ({
      ...difference,
      run: difference.run === null ? null : (names.get(difference.run) ?? difference.run),
    }));
  }
}
