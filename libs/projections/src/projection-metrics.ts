import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { type LoopStatus, ProjectionHealth } from './projection-health';

/**
 * How far each projection is behind the log and how often it failed, for `/metrics`: of the partitions that this process works on, added
 * up. The lag of the deployment is the sum over the replicas.
 */
@Injectable()
export class ProjectionMetrics {
  constructor(registry: Registry, health: ProjectionHealth) {
    const gauge = (name: string, help: string, of: (status: LoopStatus) => number): void => {
      new Gauge({
        name,
        help,
        labelNames: ['projection', 'topic'],
        registers: [registry],
        async collect() {
          const statuses = await health.statuses();
          // What another replica took over must not stay behind as ours.
          this.reset();
          for (const status of statuses) this.inc({ projection: status.projection, topic: status.topic }, of(status));
        },
      });
    };
    gauge('runstead_projection_lag_records', 'Records in the log that the projection does not hold yet', ({ lag }) => lag);
    gauge(
      'runstead_projection_failures',
      'Failed attempts to project a batch since the start; each is retried',
      ({ failures }) => failures,
    );
  }
}
