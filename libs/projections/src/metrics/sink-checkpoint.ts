import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import type { ProjectionBatch } from '../projector';

/**
 * How far ClickHouse itself says that its rows go. The row is written after the batch's rows, and as durably: if the
 * newest of them are ever lost (power, a directory that was set aside), this row is lost with them (failures: C13).
 */
@Injectable()
export class SinkCheckpoint {
  constructor(private readonly clickHouse: ClickHouse) {}

  /** Called when the batch's rows are durable. */
  async written(projection: string, batch: ProjectionBatch): Promise<void> {
    const columns = ['projector', 'topic', 'partition', 'next_offset'];
    const row = `${projection}\t${batch.topic}\t${batch.partition}\t${batch.end}\n`;
    await this.clickHouse.insertTsv('projection_checkpoints', columns, Buffer.from(row));
  }

  /** `projection/topic/partition` -> the next offset. */
  async all(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.clickHouse.query<{ id: string; next: string }>(
      `SELECT concat(projector, '/', topic, '/', toString(partition)) AS id, max(next_offset) AS next
       FROM projection_checkpoints GROUP BY projector, topic, partition`,
    );
    return new Map(rows.map(({ id, next }) => [id, Number(next)]));
  }
}
