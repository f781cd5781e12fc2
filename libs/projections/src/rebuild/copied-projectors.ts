import { MetricsProjector } from '../metrics/metrics.projector';
import { SinkCheckpoint } from '../metrics/sink-checkpoint';
import type { ProjectionProgress } from '../projection-progress';
import type { Projector } from '../projector';
import { RunIndexProjector } from '../run-index/run-index.projector';
import type { RebuildPlan } from './rebuild-plan';
import type { LiveStores, SideStores } from './side-stores';

/** Fewer and larger inserts than live: nobody waits for a copy. */
class ReplayedMetrics extends MetricsProjector {
  override readonly limits = { maxRecords: 20_000, maxBytes: 24 * 1024 * 1024 };
}

/**
 * The projectors that fill a copy. Those of Postgres hold no state and write to the transaction they are given: the live ones
 * serve. Those of ClickHouse are made for the copy's database.
 */
export function copiedProjectors(
  plan: RebuildPlan,
  live: LiveStores & { readonly projectors: readonly Projector[]; readonly progress: ProjectionProgress },
  side: SideStores,
): Projector[] {
  return plan.replayed.map((id) => {
    if (side.clickHouse !== null && id === 'metrics') return new ReplayedMetrics(side.clickHouse, new SinkCheckpoint(side.clickHouse));
    // It copies what is shown from Postgres, as far as that has come.
    if (side.clickHouse !== null && id === 'run-index')
      return new RunIndexProjector(live.pool, side.clickHouse, live.progress, new SinkCheckpoint(side.clickHouse));
    const projector = live.projectors.find((one) => one.id === id);
    if (projector === undefined) throw new Error(`there is no projection ${id}`);
    return projector;
  });
}
