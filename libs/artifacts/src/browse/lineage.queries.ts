import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { ArtifactLineage } from '@runstead/ui-contract';
import { ArtifactReads } from '../artifact-reads';
import { CollectionReads } from '../collection-reads';
import { RunFactsReads, type MayRead } from './run-facts';

/** Steps from the version, each way: run, artifact, run, artifact. */
const DEPTH = 4;
const MOST_NODES = 300;

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** What a version came from and what became of it, as far as the reader may see. */
@Injectable()
export class LineageQueries {
  constructor(
    private readonly pool: SqlPool,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
    private readonly facts: RunFactsReads,
  ) {}

  async around(artifactId: string, mayRead: MayRead): Promise<ArtifactLineage> {
    const ranks = new Map([[artifactNode(artifactId), 0]]);
    const edges = new Map<string, Edge>();
    let cut = false;
    for (const way of [-1, 1] as const) {
      let frontier = [artifactNode(artifactId)];
      for (let step = 1; step <= DEPTH && frontier.length > 0; step += 1) {
        const found = await this.neighbours(frontier, way);
        frontier = [];
        for (const edge of found) {
          const next = way < 0 ? edge.from : edge.to;
          if (!ranks.has(next)) {
            cut ||= ranks.size >= MOST_NODES;
            if (ranks.size >= MOST_NODES) continue;
            ranks.set(next, way * step);
            frontier.push(next);
          }
          edges.set(`${edge.from} ${edge.to}`, edge);
        }
      }
    }
    const nodes = await this.nodes(ranks, mayRead);
    const shown = new Set(nodes.map(({ id }) => id));
    return { nodes, edges: [...edges.values()].filter(({ from, to }) => shown.has(from) && shown.has(to)), cut };
  }

  /** A run comes before what it logged and after what it used. */
  private async neighbours(nodes: readonly string[], way: -1 | 1): Promise<Edge[]> {
    const artifacts = nodes.flatMap((node) => idIn(node, 'artifact'));
    const runs = nodes.flatMap((node) => idIn(node, 'run'));
    const rows = [
      ...(await this.related('artifact_id', artifacts, way < 0 ? 'output' : 'input')),
      ...(await this.related('run_id', runs, way < 0 ? 'input' : 'output')),
    ];
    return rows.map((row) =>
      row.direction === 'output'
        ? { from: runNode(row.run_id), to: artifactNode(row.artifact_id) }
        : { from: artifactNode(row.artifact_id), to: runNode(row.run_id) },
    );
  }

  private async related(column: 'artifact_id' | 'run_id', ids: readonly string[], direction: 'input' | 'output') {
    if (ids.length === 0) return [];
    return this.pool.db
      .selectFrom('artifact_runs')
      .select(['run_id', 'artifact_id', 'direction'])
      .where(column, 'in', [...ids])
      .where('direction', '=', direction)
      .orderBy('created_at')
      .limit(MOST_NODES)
      .execute();
  }

  private async nodes(ranks: ReadonlyMap<string, number>, mayRead: MayRead): Promise<ArtifactLineage['nodes']> {
    const keys = [...ranks.keys()];
    const runs = await this.facts.runs(
      keys.flatMap((node) => idIn(node, 'run')),
      mayRead,
    );
    const versions = await this.reads.versions(keys.flatMap((node) => idIn(node, 'artifact')));
    const projects = await this.facts.projects(
      versions.map(({ projectId }) => projectId),
      mayRead,
    );
    const found: ArtifactLineage['nodes'] = [...runs].map(([runId, run]) => ({
      kind: 'run',
      id: runNode(runId),
      run,
      rank: ranks.get(runNode(runId)) ?? 0,
    }));
    for (const { artifactId, projectId, collectionId, versionIndex, state } of versions) {
      const project = projects.get(projectId);
      const collection = project && state === 'COMMITTED' ? await this.collections.collection(collectionId) : null;
      if (!project || !collection) continue;
      const id = artifactNode(artifactId);
      const { type, name } = collection;
      found.push({ kind: 'artifact', id, ...project, type, name, version: `v${versionIndex ?? 0}`, rank: ranks.get(id) ?? 0 });
    }
    return found;
  }
}

function artifactNode(artifactId: string): string {
  return `artifact/${artifactId}`;
}

function runNode(runId: string): string {
  return `run/${runId}`;
}

function idIn(node: string, kind: 'artifact' | 'run'): string[] {
  const [first, id] = node.split('/');
  return first === kind && id !== undefined ? [id] : [];
}
