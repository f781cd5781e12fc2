import { Injectable } from '@nestjs/common';
import { RunNamesQueries } from '@runstead/run-queries';

const KEPT = 20_000;

/** Names of runs by row id. A name never changes, so nothing is ever outdated; the oldest entries make room. */
@Injectable()
export class RunNameCache {
  private readonly names = new Map<string, string>();

  constructor(private readonly queries: RunNamesQueries) {}

  /** Without ids that are unknown. */
  async of(runIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(runIds)];
    const missing = wanted.filter((runId) => !this.names.has(runId));
    for (const { runId, name } of missing.length === 0 ? [] : await this.queries.byIds(missing)) this.keep(runId, name);
    return new Map(wanted.flatMap((runId) => (this.names.has(runId) ? [[runId, this.names.get(runId)!] as const] : [])));
  }

  private keep(runId: string, name: string): void {
    const oldest = this.names.keys().next();
    if (this.names.size >= KEPT && !oldest.done) this.names.delete(oldest.value);
    this.names.set(runId, name);
  }
}
