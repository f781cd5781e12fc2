import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { ProjectionHealth } from './projection-health';

/** How far each projection is behind the log and how often it failed, for `/metrics`. */
@Injectable()
export class ProjectionMetrics {
  constructor(registry: Registry, health: ProjectionHealth) {
    const labelNames = ['projection', 'topic'] as const;
    new Gauge({
      name: 'runstead_projection_lag_records',
      help: 'Records in the log that the projection does not hold yet',
      labelNames,
      registers: [registry],
      async collect() {
        for (const { projection, topic, lag } of await health.statuses()) this.set({ projection, topic }, lag);
      },
    });
    new Gauge({
      name: 'runstead_projection_failures',
      help: 'Failed attempts to project a batch since the start; each is retried',
      labelNames,
      registers: [registry],
      async collect() {
        for (const { projection, topic, failures } of await health.statuses()) this.set({ projection, topic }, failures);
      },
    });
  }
}
