import { Injectable } from '@nestjs/common';
import { AccountDirectory, Policy } from '@runstead/accounts';
import { ArtifactReads, type UploadTarget } from '@runstead/artifacts';
import { LruMap } from '@runstead/run-commands';
import { Clock } from '@runstead/run-domain';
import { CatalogReads } from '../resolvers/catalog-reads';

/** How long an answer holds. Ten thousand uploads of one artifact come within seconds. */
const HOLDS_MS = 2_000;
const KEPT = 1_000;

export type UploadGrant = UploadTarget | 'gone' | 'forbidden';

/** Whether the user of an upload's address, which may be days old, may still write what it was made for. */
@Injectable()
export class UploadGrants {
  private readonly kept = new LruMap<{ readonly until: number; readonly grant: Promise<UploadGrant> }>(KEPT);

  constructor(
    private readonly reads: ArtifactReads,
    private readonly catalog: CatalogReads,
    private readonly accounts: AccountDirectory,
    private readonly policy: Policy,
    private readonly clock: Clock,
  ) {}

  /** An answer is reused for two seconds: so much later a right that was taken away is missed. */
  async find(artifactId: string, actor: string): Promise<UploadGrant> {
    const key = `${artifactId}/${actor}`;
    const known = this.kept.get(key);
    if (known && known.until > this.clock.now()) return known.grant;
    const grant = this.ask(artifactId, actor);
    this.kept.set(key, { until: this.clock.now() + HOLDS_MS, grant });
    // Only what lets an upload pass is worth keeping, and an outage must not be remembered.
    void grant.then(
      (found) => typeof found === 'string' && this.kept.delete(key),
      () => this.kept.delete(key),
    );
    return grant;
  }

  private async ask(artifactId: string, actor: string): Promise<UploadGrant> {
    const version = await this.reads.version(artifactId);
    const project = version && version.state !== 'DELETED' ? await this.catalog.project(version.projectId) : null;
    if (!version || !project) return 'gone';
    const resource = { kind: 'project' as const, entity: project.entity, project: project.name };
    const allowed = this.policy.may(await this.accounts.principal(actor), 'project:write', resource);
    return allowed ? { artifactId, projectId: version.projectId } : 'forbidden';
  }
}
