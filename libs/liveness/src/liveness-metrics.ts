import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import type { Disturbance } from './watch';

@Injectable()
export class LivenessMetrics {
  readonly lost: Counter;
  readonly disturbances: Counter<'reason'>;
  readonly heldBack: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.lost = new Counter({ name: 'runstead_runs_lost_total', help: 'Runs marked because nothing was heard', registers });
    this.heldBack = new Counter({
      name: 'runstead_liveness_held_back_total',
      help: 'Verdicts held back because one sweep would have marked too many runs',
      registers,
    });
    this.disturbances = new Counter({
      name: 'runstead_liveness_disturbances_total',
      help: 'Fresh grace periods for all runs, by reason',
      labelNames: ['reason'],
      registers,
    });
  }

  disturbed(reason: Disturbance): void {
    this.disturbances.inc({ reason });
  }
}
