import type { ArtifactLineage } from '@runstead/ui-contract';
import { layoutLineage, MOST_SIBLINGS } from './lineage-layout';

const run = (n: number, rank: number): ArtifactLineage['nodes'][number] => ({
  kind: 'run',
  id: `run/${n}`,
  rank,
  run: { entity: 'e', project: 'p', run: `r${n}`, displayName: `run ${n}` },
});
const artifact = (n: number, rank: number): ArtifactLineage['nodes'][number] => ({
  ...{ kind: 'artifact', id: `artifact/${n}`, rank, entity: 'e', project: 'p', type: 't', name: `a${n}`, version: 'v0' },
});

describe('layoutLineage', () => {
  it('puts causes left of effects', () => {
    const { places, edges } = layoutLineage({
      nodes: [artifact(1, 0), run(2, 1), run(1, -1)],
      edges: [
        { from: 'run/1', to: 'artifact/1' },
        { from: 'artifact/1', to: 'run/2' },
      ],
      cut: false,
    });
    expect(places.map(({ id, column }) => [id, column])).toEqual([
      ['run/1', 0],
      ['artifact/1', 1],
      ['run/2', 2],
    ]);
    expect(edges.map(({ from, to }) => [from.id, to.id])).toEqual([
      ['run/1', 'artifact/1'],
      ['artifact/1', 'run/2'],
    ]);
  });

  it('draws many runs as one', () => {
    const runs = Array.from({ length: MOST_SIBLINGS + 1 }, (_, n) => run(n, 1));
    const edges = runs.map(({ id }) => ({ from: 'artifact/1', to: id }));
    const layout = layoutLineage({ nodes: [artifact(1, 0), ...runs], edges, cut: false });
    expect(layout.places.map(({ nodes }) => nodes.length)).toEqual([1, MOST_SIBLINGS + 1]);
    expect(layout.edges).toHaveLength(1);
    expect(layout.rows).toBe(1);
  });
});
