import type { ClickHouse, QueryParams } from '@runstead/clickhouse';
import { repeatingRuns, type PointsScope } from './sql/points.sql';

/** What a chart asks of the points, and the values that it binds. */
export interface PointsAsked {
  readonly scope: PointsScope;
  readonly params: QueryParams;
}

/**
 * The same, knowing which runs have a step more than once: most have none, and are read at a third of the cost. What is
 * repeated between this and the read itself is seen by the next read, which the same news brings.
 */
export async function knowingRepetitions<Asked extends PointsAsked>(clickHouse: ClickHouse, asked: Asked): Promise<Asked> {
  const rows = await clickHouse.query<{ run_id: string }>(repeatingRuns(asked.scope), asked.params);
  const repeating = rows.map(({ run_id }) => run_id);
  const scope: PointsScope = { ...asked.scope, repeating: repeating.length > 0 ? 'some' : 'none' };
  return { ...asked, scope, params: { ...asked.params, repeating } };
}
