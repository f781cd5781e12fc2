import { Injectable } from '@nestjs/common';
import type { RunArtifacts } from '@runstead/ui-contract';
import type { Version } from './artifact';
import { ArtifactReads } from './artifact-reads';
import { type MayRead, type ProjectFacts, RunFactsReads } from './browse/run-facts';
import { CollectionReads } from './collection-reads';

/** More than a run has in practice; a page of the browser shows them all. */
const MOST = 10_000;

/** What a run used and what it logged, for the web application. */
@Injectable()
export class RunArtifactQueries {
  constructor(
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
    private readonly facts: RunFactsReads,
  ) {}

  /** Versions of projects that the reader may not see are left out. */
  async list(runId: string, mayRead: MayRead): Promise<RunArtifacts> {
    const inputs = await this.reads.ofRun(runId, 'input', null, MOST);
    const outputs = await this.reads.ofRun(runId, 'output', null, MOST);
    const versions = [...inputs, ...outputs];
    const projects = await this.facts.projects(
      versions.map(({ projectId }) => projectId),
      mayRead,
    );
    const users = await this.reads.userCounts(versions.map(({ artifactId }) => artifactId));
    const artifacts = [];
    for (const [at, version] of versions.entries()) {
      const project = projects.get(version.projectId);
      const direction: 'input' | 'output' = at < inputs.length ? 'input' : 'output';
      if (project) artifacts.push({ direction, ...(await this.described(version, project)), usedBy: users.get(version.artifactId) ?? 0 });
    }
    return { artifacts };
  }

  private async described(version: Version, project: ProjectFacts) {
    const collection = await this.collections.collection(version.collectionId);
    return {
      ...project,
      type: collection?.type ?? '',
      name: collection?.name ?? '',
      version: `v${version.versionIndex ?? 0}`,
      aliases: await this.collections.aliases(version.collectionId, version.artifactId),
      size: version.size,
      files: version.fileCount,
      createdAt: version.createdAt,
    };
  }
}
