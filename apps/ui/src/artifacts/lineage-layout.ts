import type { ArtifactLineage } from '@runstead/ui-contract';

export type LineageNode = ArtifactLineage['nodes'][number];

/** What is drawn in one place: a node, or many runs of one rank behind one name. */
export interface LineagePlace {
  readonly id: string;
  readonly nodes: readonly LineageNode[];
  readonly column: number;
  readonly row: number;
}

export interface LineageLayout {
  readonly places: readonly LineagePlace[];
  readonly edges: readonly { readonly from: LineagePlace; readonly to: LineagePlace }[];
  readonly columns: number;
  readonly rows: number;
}

/** More siblings than this become one place. */
export const MOST_SIBLINGS = 6;

/** Columns from cause to effect; runs that are many in a column stand together. */
export function layoutLineage({ nodes, edges }: ArtifactLineage): LineageLayout {
  const ranks = [...new Set(nodes.map(({ rank }) => rank))].sort((a, b) => a - b);
  const places = ranks.flatMap((rank, column) => {
    const own = nodes.filter((node) => node.rank === rank);
    const runs = own.filter(({ kind }) => kind === 'run');
    const groups =
      runs.length > MOST_SIBLINGS ? [runs, ...own.filter(({ kind }) => kind !== 'run').map((node) => [node])] : own.map((node) => [node]);
    return groups.map((group, row): LineagePlace => ({ id: group[0]?.id ?? '', nodes: group, column, row }));
  });
  const placeOf = new Map(places.flatMap((place) => place.nodes.map((node) => [node.id, place])));
  const drawn = new Map<string, { from: LineagePlace; to: LineagePlace }>();
  for (const edge of edges) {
    const from = placeOf.get(edge.from);
    const to = placeOf.get(edge.to);
    if (from && to) drawn.set(`${from.id} ${to.id}`, { from, to });
  }
  return { places, edges: [...drawn.values()], columns: ranks.length, rows: Math.max(0, ...places.map(({ row }) => row + 1)) };
}
