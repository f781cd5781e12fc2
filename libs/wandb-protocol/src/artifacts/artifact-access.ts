import { Injectable } from '@nestjs/common';
import {
  ArtifactReads,
  CollectionReads,
  parseArtifactGlobalId,
  type ArtifactOutcome,
  type Collection,
  type Version,
} from '@runstead/artifacts';
import { Policy, type Action } from '@runstead/accounts';
import type { ProjectRef } from '@runstead/run-commands';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import { CatalogReads } from '../resolvers/catalog-reads';
import { RunAccess } from '../resolvers/run-access';
import { parseCollectionId } from './artifact-source-ids';

const STATUSES = { missing: 404, conflict: 409, invalid: 400, forbidden: 403 } as const;

/** Versions and collections by the ids of clients, for those who may see or change them. */
@Injectable()
export class ArtifactAccess {
  constructor(
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
    private readonly catalog: CatalogReads,
    private readonly policy: Policy,
    private readonly access: RunAccess,
  ) {}

  /** Null for a version that is not there, not seen yet, or not for the caller. */
  async readable(id: string, context: RequestContext): Promise<Version | null> {
    const version = await this.byId(id);
    return version && (await this.mayRead(version.projectId, context)) ? version : null;
  }

  /** In any state but deleted. Throws 404 or 403. */
  async writable(id: string, context: RequestContext): Promise<Version> {
    const version = await this.byId(id);
    if (!version || version.state === 'DELETED') throw new Refusal(404, 'There is no artifact with this id.');
    await this.requireWrite(version.projectId, context);
    return version;
  }

  async readableCollection(id: string, context: RequestContext): Promise<Collection | null> {
    const collectionId = parseCollectionId(id);
    const collection = collectionId === null ? null : await this.collections.collection(collectionId);
    return collection && !collection.deleted && (await this.mayRead(collection.projectId, context)) ? collection : null;
  }

  /** Throws 404 or 403. */
  async writableCollection(id: string, context: RequestContext): Promise<Collection> {
    const collection = await this.readableCollection(id, context);
    if (!collection) throw new Refusal(404, 'There is no collection with this id.');
    await this.requireWrite(collection.projectId, context);
    return collection;
  }

  async project(projectId: string, context: RequestContext): Promise<ProjectRef | null> {
    const record = await context.once(`project ${projectId}`, () => this.catalog.project(projectId));
    return record ? { projectId, entity: record.entity, name: record.name } : null;
  }

  mayRead(projectId: string, context: RequestContext): Promise<boolean> {
    return this.may('project:read', projectId, context);
  }

  async requireWrite(projectId: string, context: RequestContext): Promise<void> {
    const project = await this.project(projectId, context);
    if (!project) throw new Refusal(404, 'The project of the artifact is not there.');
    await this.access.requireEntity('project:write', project.entity, project.name, context);
  }

  private async may(action: Action, projectId: string, context: RequestContext): Promise<boolean> {
    const project = await this.project(projectId, context);
    if (!project) return false;
    return this.policy.may(context.principal, action, { kind: 'project', entity: project.entity, project: project.name });
  }

  private async byId(id: string): Promise<Version | null> {
    const artifactId = parseArtifactGlobalId(id);
    return artifactId === null ? null : this.reads.version(artifactId);
  }
}

/** The value, or a refusal that the client shows. */
export function granted<T>(outcome: ArtifactOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Refusal(STATUSES[outcome.reason], outcome.message);
}
