import { Registry } from 'prom-client';
import { type LoopStatus, ProjectionHealth } from './projection-health';
import { ProjectionMetrics } from './projection-metrics';

const loop = (partition: number, lag: number, projection = 'metrics'): { status: () => Promise<LoopStatus> } => ({
  status: async () => ({
    projection,
    topic: 'run-streams',
    partition,
    state: 'running',
    nextOffset: 0,
    lag,
    lastTick: 0,
    lastError: null,
    batches: 0,
    records: 0,
    deadLetters: 0,
    failures: lag,
  }),
});

async function lagOf(registry: Registry): Promise<Record<string, number>> {
  const { values } = await registry.getSingleMetric('runstead_projection_lag_records')!.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.projection, value]));
}

describe('metrics of projections', () => {
  it('add up the partitions of a topic', async () => {
    const registry = new Registry();
    const health = new ProjectionHealth();
    new ProjectionMetrics(registry, health);
    health.watch([loop(0, 500), loop(1, 20), loop(2, 0), loop(0, 3, 'streams')]);
    expect(await lagOf(registry)).toEqual({ metrics: 520, streams: 3 });
    expect(await registry.metrics()).toContain('runstead_projection_failures{projection="metrics",topic="run-streams"} 520');
  });

  it('forget what another replica works on now', async () => {
    const registry = new Registry();
    const health = new ProjectionHealth();
    new ProjectionMetrics(registry, health);
    health.watch([loop(0, 500), loop(0, 3, 'streams')]);
    await registry.metrics();
    health.watch([loop(0, 3, 'streams')]);
    expect(await lagOf(registry)).toEqual({ streams: 3 });
  });
});
