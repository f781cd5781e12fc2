import type { HistoryLayer } from '@runstead/run-domain';
import type { QueryParams } from './click-house';

/** A layer and the run that shows it. */
export interface ShownLayer {
  readonly runId: string;
  readonly layer: HistoryLayer;
}

/** The i-th range of every layer (or of every layer and key): one condition a rank, however many runs are edited. */
type Ranks = readonly {
  readonly owners: string[];
  readonly keys: string[];
  readonly from: number[];
  readonly to: number[];
  readonly before: string[];
}[];

/** What the SQL of edited rows binds, as columns: its text depends on how deep edits go, not on how many runs there are. */
export class EditParams {
  readonly rowRanks: number;
  readonly valueRanks: number;
  readonly mapsKeys: boolean;
  readonly setsValues: boolean;
  readonly params: QueryParams;

  constructor(shown: readonly ShownLayer[]) {
    const rows = rowRanksOf(shown);
    const values = valueRanksOf(shown);
    const maps = shown.flatMap(({ layer }) => [...layer.keys].map(([logged, key]) => ({ rowId: layer.rowId, logged, ...key })));
    const sets = shown.flatMap(({ layer }) =>
      [...layer.setValues].flatMap(([key, steps]) => [...steps].map(([step, set]) => ({ rowId: layer.rowId, key, step, ...set }))),
    );
    this.rowRanks = rows.length;
    this.valueRanks = values.length;
    this.mapsKeys = maps.length > 0;
    this.setsValues = sets.length > 0;
    this.params = {
      editLayers: shown.map(({ layer }) => layer.rowId),
      editShown: shown.map(({ runId }) => runId),
      editFroms: shown.map(({ layer }) => layer.from.toString()),
      editPlaces: shown.map(({ layer }) => (layer.at ?? 0n).toString()),
      editMerged: shown.map(({ layer }) => (layer.at === null ? 0 : 1)),
      editedRuns: [...new Set(shown.map(({ runId }) => runId))],
      editMonths: [...new Set(shown.map(({ layer }) => monthOf(layer.rowId)))],
      keyLayers: maps.map(({ rowId }) => rowId),
      keysLogged: maps.map(({ logged }) => logged),
      keysShown: maps.map(({ shown: name }) => name ?? ''),
      keyRanks: maps.map(({ shown: name, rank }) => (name === null ? REMOVED : Math.min(rank, LAST_RANK))),
      setLayers: sets.map(({ rowId }) => rowId),
      setKeys: sets.map(({ key }) => key),
      setSteps: sets.map(({ step }) => step),
      setValues: sets.map(({ value }) => value),
      setBefores: sets.map(({ before }) => before.toString()),
      ...ranked('row', rows),
      ...ranked('value', values),
    };
  }
}

/** Of `keyRanks`: the key is not shown. */
export const REMOVED = 255;
export const LAST_RANK = 15;

function rowRanksOf(shown: readonly ShownLayer[]): Ranks {
  const ranks: Ranks[number][] = [];
  for (const { layer } of shown) layer.hiddenRows.forEach((range, rank) => add(ranks, rank, layer.rowId, '', range));
  return ranks;
}

function valueRanksOf(shown: readonly ShownLayer[]): Ranks {
  const ranks: Ranks[number][] = [];
  for (const { layer } of shown)
    for (const [key, ranges] of layer.hiddenValues) ranges.forEach((range, rank) => add(ranks, rank, layer.rowId, key, range));
  return ranks;
}

function add(
  ranks: Ranks[number][],
  rank: number,
  owner: string,
  key: string,
  { from, to, before }: { readonly from: number; readonly to: number; readonly before: bigint },
): void {
  const columns = (ranks[rank] ??= { owners: [], keys: [], from: [], to: [], before: [] });
  columns.owners.push(owner);
  columns.keys.push(key);
  columns.from.push(from);
  columns.to.push(to);
  columns.before.push(before.toString());
}

function ranked(kind: 'row' | 'value', ranks: Ranks): QueryParams {
  return Object.fromEntries(
    ranks.flatMap((columns, rank) => [
      [`${kind}Layers${rank}`, columns.owners] as const,
      [`${kind}Keys${rank}`, columns.keys] as const,
      [`${kind}From${rank}`, columns.from] as const,
      [`${kind}To${rank}`, columns.to] as const,
      [`${kind}Before${rank}`, columns.before] as const,
    ]),
  );
}

/** `YYYYMM` of the partition: an id begins with the millisecond in which it was made. */
function monthOf(rowId: string): number {
  const made = new Date(Number(BigInt(rowId) >> 21n));
  return made.getUTCFullYear() * 100 + made.getUTCMonth() + 1;
}
