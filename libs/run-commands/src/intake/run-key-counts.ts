import { Injectable, Logger } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { MOST_KEYS_IN_RUN } from '@runstead/run-domain';
import { LruMap } from '../lru-map';
import type { RunRef } from '../run-ref';

const KNOWN_RUNS = 20_000;
const FIRST_ASKED_BYTES = 1024 * 1024;
const SELDOM_ASKED_BYTES = 16 * 1024 * 1024;

interface KeyCount {
  keys: number;
  bytesSince: number;
  /** So many bytes until it is asked again: doubled while no new keys come. */
  every: number;
}

/**
 * Which runs have logged too many different keys. Asked of the store as rows come in, beside their way and never in it:
 * the limit may be passed by the keys of some MiB. A store that does not answer finds no run guilty.
 */
@Injectable()
export class RunKeyCounts {
  private readonly logger = new Logger('stream-intake');
  private readonly runs = new LruMap<KeyCount>(KNOWN_RUNS);

  constructor(private readonly clickHouse: ClickHouse) {}

  /** Counts rows of `bytes`; answers whether the run has too many keys. */
  exceeded(run: Pick<RunRef, 'projectId' | 'runId'>, bytes: number): boolean {
    let count = this.runs.get(run.runId);
    if (!count) this.runs.set(run.runId, (count = { keys: 0, bytesSince: 0, every: FIRST_ASKED_BYTES }));
    if (count.keys > MOST_KEYS_IN_RUN) return true;
    count.bytesSince += bytes;
    if (count.bytesSince >= count.every) {
      count.bytesSince = 0;
      void this.ask(run, count);
    }
    return false;
  }

  private async ask(run: Pick<RunRef, 'projectId' | 'runId'>, count: KeyCount): Promise<void> {
    try {
      const [row] = await this.clickHouse.query<{ keys: number }>(
        `SELECT toUInt32(uniqExact(source, key)) AS keys FROM metric_keys WHERE project_id = {project:UInt64} AND run_id = {run:UInt64}`,
        { project: run.projectId, run: run.runId },
      );
      const keys = row?.keys ?? 0;
      count.every = keys > count.keys ? FIRST_ASKED_BYTES : Math.min(SELDOM_ASKED_BYTES, 2 * count.every);
      count.keys = keys;
    } catch (error) {
      this.logger.warn(`Keys of run ${run.runId} were not counted: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
