import 'reflect-metadata';
import { Clock } from '@runstead/run-domain';
import { Readiness, runService } from '@runstead/platform';
import { ProjectionHealth } from '@runstead/projections';
import { ProjectorModule } from './app.module';

/** A projection that has work and did not move for so long is not merely busy. */
const PROJECTION_SILENCE_MS = 60_000;

void runService({
  name: 'projector',
  module: (config) => ProjectorModule.with(config),
  prepare: async (app) => {
    const health = app.get(ProjectionHealth, { strict: false });
    const clock = app.get(Clock);
    app.get(Readiness).add('projections', async () => {
      const complaints = await health.complaints(clock.now(), PROJECTION_SILENCE_MS);
      if (complaints.length > 0) throw new Error(complaints.join(' '));
    });
    return [];
  },
});
