import { Injectable } from '@nestjs/common';
import type { RunArtifacts } from '@runstead/ui-contract';
import type { Version } from './artifact';
import { ArtifactReads } from './artifact-reads';
import { CollectionReads } from './collection-reads';

/** More than a run has in practice; a page of the browser shows them all. */
const MOST = 10_000;

/** What a run used and what it logged, for the web application. */
@Injectable()
export class RunArtifactQueries {
  constructor(
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
  ) {}

  async list(runId: string): Promise<RunArtifacts> {
    const inputs = await this.reads.ofRun(runId, 'input', null, MOST);
    const outputs = await this.reads.ofRun(runId, 'output', null, MOST);
    const shown = [
      ...inputs.map((version) => ({ direction: 'input' as const, version })),
      ...outputs.map((version) => ({ direction: 'output' as const, version })),
    ];
    const artifacts = [];
    for (const { direction, version } of shown) artifacts.push({ direction, ...(await this.described(version)) });
    return { artifacts };
  }

  private async described(version: Version) {
    const collection = await this.collections.collection(version.collectionId);
    return {
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
