import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import type { StoredRecord } from '@runstead/event-log';
import { NoPeers, Peers, SqlPool } from '@runstead/postgres';
import { eventTypeOf, type StreamChunkType, type Topic } from '@runstead/run-domain';
import { slices } from '../bound-arrays';
import { SinkCheckpoint } from '../metrics/sink-checkpoint';
import { ProjectionProgress } from '../projection-progress';
import { SinkProjector, type Linger, type ProjectionBatch, type ProjectionOutcome } from '../projector';
import { RunIndexWriter } from './run-index-writer';

/** The Postgres projection that must have passed a position before its rows are read. */
const SOURCES: Readonly<Partial<Record<Topic, string>>> = { 'run-events': 'catalog', 'run-streams': 'streams' };
const SUMMARY: StreamChunkType = 'SummaryChanged';
/** Documents that are in memory at once. */
const RUNS_AT_ONCE = 500;

/**
 * The runs table of ClickHouse: which runs there are, and the latest value of every config and summary key. It reads
 * no event: it learns which runs have changed, and copies what Postgres holds of them after the same position.
 */
@Injectable()
export class RunIndexProjector extends SinkProjector {
  readonly id = 'run-index';
  readonly topics: readonly Topic[] = ['run-events', 'run-streams'];
  override readonly limits = { maxRecords: 5_000, maxBytes: 8 * 1024 * 1024 };
  override readonly linger: Linger = { milliseconds: 1_500, belowBytes: 64 * 1024 * 1024 };

  private readonly writer: RunIndexWriter;

  constructor(
    pool: SqlPool,
    clickHouse: ClickHouse,
    private readonly progress: ProjectionProgress,
    private readonly checkpoint: SinkCheckpoint,
    peers: Peers = new NoPeers(),
  ) {
    super();
    this.writer = new RunIndexWriter(pool, clickHouse, peers.alone);
  }

  async write(batch: ProjectionBatch): Promise<ProjectionOutcome> {
    const runIds = [...new Set(batch.records.filter(changesRun).map(({ key }) => key))];
    if (runIds.length > 0) await this.sourceOf(batch);
    for (const slice of slices(runIds, RUNS_AT_ONCE)) {
      if (batch.topic === 'run-events') await this.writer.write(slice);
      else await this.writer.writeSummaries(slice);
    }
    await this.checkpoint.written(this.id, batch);
    return { changes: [], deadLetters: [] };
  }

  /** Thrown is "not now": the runner offers the batch again. */
  private async sourceOf({ topic, partition, end }: ProjectionBatch): Promise<void> {
    const source = SOURCES[topic];
    if (source === undefined || (await this.progress.follow(source, topic, partition, end - 1))) return;
    throw new Error(`${source} has not come to ${topic}/${partition}/${end - 1} yet`);
  }
}

function changesRun({ topic, headers, key }: StoredRecord): boolean {
  if (!/^\d{1,20}$/.test(key)) return false;
  return topic === 'run-events' || eventTypeOf(headers) === SUMMARY;
}
