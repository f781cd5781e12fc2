import { Injectable } from '@nestjs/common';
import {
  ArtifactChanges,
  ArtifactCommit,
  ArtifactReads,
  ArtifactUploads,
  ArtifactWriter,
  artifactGlobalId,
  parseArtifactGlobalId,
  type ManifestRecord,
} from '@runstead/artifacts';
import { ProjectCommands, RunDirectory, type ProjectRef } from '@runstead/run-commands';
import type { ArtifactManifestKind } from '@runstead/run-domain';
import { contentTypeOf } from '../files/content-types';
import { plainGlobalId } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { ResolverMap } from '../graphql/resolver';
import type { FileRecord } from '../resolvers/catalog-reads';
import { jsonDocument } from '../resolvers/json-document';
import { projectNameRefusal } from '../resolvers/protocol-names';
import { RunAccess } from '../resolvers/run-access';
import { isStorable, requireStorable } from '../resolvers/stored-text';
import { ArtifactAccess, granted } from './artifact-access';
import { aliasNames, type AliasInput } from './alias-input';
import type { ManifestSource } from './artifact.resolvers';
import { parseManifestId } from './artifact-source-ids';
import { ArtifactUrls, hexOf } from './artifact-urls';

type Text = string | null | undefined;

interface CreateArtifact {
  readonly entityName: string;
  readonly projectName: string;
  readonly runName?: Text;
  readonly artifactTypeName: string;
  readonly artifactCollectionName?: Text;
  readonly artifactCollectionNames?: readonly string[] | null;
  readonly digest: string;
  readonly digestAlgorithm: string;
  readonly aliases?: readonly AliasInput[] | null;
  readonly tags?: readonly { readonly tagName: string }[] | null;
  readonly description?: Text;
  readonly metadata?: Text;
  readonly ttlDurationSeconds?: number | null;
  readonly historyStep?: number | null;
  readonly distributedID?: Text;
  readonly clientID?: Text;
  readonly sequenceClientID?: Text;
  readonly storageRegion?: Text;
}
interface CreateManifest {
  readonly artifactID: string;
  readonly baseArtifactID?: Text;
  readonly name: string;
  readonly digest: string;
  readonly type?: ArtifactManifestKind | null;
}
interface FileSpec {
  readonly artifactID: string;
  readonly name: string;
  readonly md5?: Text;
  readonly digest?: Text;
}
interface UseArtifact {
  readonly entityName: string;
  readonly projectName: string;
  readonly runName: string;
  readonly artifactID: string;
  readonly usedAs?: Text;
}
interface Input<T> {
  readonly input: T;
}

const INHERITED = -1;
const MD5 = /^[A-Za-z0-9+/]{22}==$/;

/** How a version is written: create, manifests, files, commit, use (protocol, artifacts 2). */
@Injectable()
export class ArtifactWriteMutations {
  constructor(
    private readonly access: ArtifactAccess,
    private readonly runAccess: RunAccess,
    private readonly projects: ProjectCommands,
    private readonly runs: RunDirectory,
    private readonly writer: ArtifactWriter,
    private readonly uploads: ArtifactUploads,
    private readonly committing: ArtifactCommit,
    private readonly changes: ArtifactChanges,
    private readonly reads: ArtifactReads,
    private readonly urls: ArtifactUrls,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      createArtifactType: (
        _: unknown,
        { input }: Input<{ entityName: string; projectName: string; name: string; description?: Text }>,
        context: RequestContext,
      ) => this.createType(input, context),
      createArtifact: (_: unknown, { input }: Input<CreateArtifact>, context: RequestContext) => this.create(input, context),
      createArtifactManifest: (_: unknown, { input }: Input<CreateManifest>, context: RequestContext) =>
        this.createManifest(input, context),
      updateArtifactManifest: (
        _: unknown,
        { input }: Input<{ artifactManifestID: string; digest?: Text; baseArtifactID?: Text }>,
        context: RequestContext,
      ) => this.updateManifest(input, context),
      createArtifactFiles: (_: unknown, { input }: Input<{ artifactFiles: readonly FileSpec[] }>, context: RequestContext) =>
        this.createFiles(input.artifactFiles, context),
      completeMultipartUploadArtifact: () => {
        throw new Refusal(400, 'This server gave no addresses for an upload in parts.');
      },
      commitArtifact: (_: unknown, { input }: Input<{ artifactID: string }>, context: RequestContext) =>
        this.commit(input.artifactID, context),
      useArtifact: (_: unknown, { input }: Input<UseArtifact>, context: RequestContext) => this.use(input, context),
    },
  };

  private async createType(
    { entityName, projectName, name, description }: { entityName: string; projectName: string; name: string; description?: Text },
    context: RequestContext,
  ) {
    const { projectId } = await this.project(entityName, projectName, context);
    granted(await this.writer.createType(projectId, name, description ?? null, context.principal.username));
    return { artifactType: { projectId, name, typeId: name } };
  }

  private async create(input: CreateArtifact, context: RequestContext) {
    const name = input.artifactCollectionName ?? input.artifactCollectionNames?.[0] ?? '';
    if (input.digestAlgorithm !== 'MANIFEST_MD5') throw new Refusal(400, 'This server names contents by MD5 only.');
    if (input.storageRegion) throw new Refusal(400, `There is no storage region "${input.storageRegion.slice(0, 100)}".`);
    const metadata = jsonDocument(input.metadata, 'metadata') === null ? null : (input.metadata ?? null);
    for (const [what, text] of Object.entries({
      clientID: input.clientID,
      sequenceClientID: input.sequenceClientID,
      distributedID: input.distributedID,
      description: input.description,
      metadata,
    }))
      if (text) requireStorable(text, what);
    const { projectId, entity, name: projectName } = await this.project(input.entityName, input.projectName, context);
    const run = input.runName && isStorable(input.runName) ? await this.runs.find(entity, projectName, input.runName) : null;
    const artifact = {
      projectId,
      runId: run?.runId ?? null,
      type: input.artifactTypeName,
      name,
      digest: input.digest,
      aliases: aliasNames(input.aliases),
      tags: (input.tags ?? []).map(({ tagName }) => tagName),
      description: input.description ?? null,
      metadata,
      ttlSeconds: input.ttlDurationSeconds ?? INHERITED,
      historyStep: input.historyStep ?? null,
      distributedId: input.distributedID || null,
      clientId: input.clientID || null,
      sequenceClientId: input.sequenceClientID || null,
    };
    return { artifact: granted(await this.writer.create(artifact, context.principal.username)) };
  }

  private async createManifest(input: CreateManifest, context: RequestContext): Promise<{ artifactManifest: ManifestSource }> {
    const version = await this.access.writable(input.artifactID, context);
    const declared = {
      artifactId: version.artifactId,
      name: requireStorable(input.name, 'The name').slice(0, 200),
      kind: input.type ?? ('FULL' as const),
      digest: manifestDigest(input.digest),
      baseArtifactId: input.baseArtifactID ? parseArtifactGlobalId(input.baseArtifactID) : null,
    };
    const manifest = granted(await this.uploads.declareManifest(version, declared, context.principal.username));
    return { artifactManifest: this.manifest(manifest, context) };
  }

  private async updateManifest(
    { artifactManifestID, digest, baseArtifactID }: { artifactManifestID: string; digest?: Text; baseArtifactID?: Text },
    context: RequestContext,
  ): Promise<{ artifactManifest: ManifestSource }> {
    const id = parseManifestId(artifactManifestID);
    const manifest = id === null ? null : await this.reads.manifest(id);
    if (!manifest) throw new Refusal(404, 'There is no manifest with this id.');
    await this.access.writable(artifactGlobalId(manifest.artifactId), context);
    const changes = {
      digest: digest ? manifestDigest(digest) : null,
      baseArtifactId: baseArtifactID ? parseArtifactGlobalId(baseArtifactID) : null,
    };
    const changed = granted(await this.uploads.changeManifest(manifest, changes, context.principal.username));
    return { artifactManifest: this.manifest(changed, context) };
  }

  private manifest({ manifestId, artifactId, name, digest, stored }: ManifestRecord, context: RequestContext): ManifestSource {
    const uploadUrl = this.urls.manifestUpload(context.origin, manifestId, context.principal.username);
    const elsewhere = {
      id: plainGlobalId('ArtifactManifestFile', manifestId),
      url: this.urls.manifest(context.origin, artifactId),
      uploadUrl,
      storagePath: `wandb_artifacts/${artifactId}/${name}`,
      artifactId: artifactGlobalId(artifactId),
    };
    const file = { runId: '', name, size: stored?.size ?? 0, md5: digest, contentType: 'application/json', updatedAt: 0, elsewhere };
    return { manifestId, file };
  }

  /** One edge for each spec, in their order; no address for what the project holds already. */
  private async createFiles(specs: readonly FileSpec[], context: RequestContext) {
    const homes = new Map<string, string>();
    for (const id of new Set(specs.map(({ artifactID }) => artifactID))) homes.set(id, (await this.access.writable(id, context)).projectId);
    const held = new Map<string, Awaited<ReturnType<ArtifactUploads['held']>>>();
    for (const projectId of new Set(homes.values())) held.set(projectId, await this.uploads.held(projectId, specs.map(contentDigest)));
    const edges = specs.map((spec) => {
      const home = homes.get(spec.artifactID)!;
      const digest = contentDigest(spec);
      const blob = held.get(home)?.get(digest);
      const artifactId = parseArtifactGlobalId(spec.artifactID)!;
      const elsewhere = {
        id: plainGlobalId('ArtifactFile', `${artifactId}/${spec.name}`),
        url: this.urls.content(context.origin, home, digest, spec.name),
        uploadUrl: blob ? null : this.urls.contentUpload(context.origin, artifactId, digest, context.principal.username),
        storagePath: `wandb_artifacts/${home}/${hexOf(digest)}`,
        artifactId: artifactGlobalId(blob?.artifactId ?? artifactId),
      };
      const node: FileRecord = {
        runId: '',
        name: spec.name,
        size: blob?.size ?? 0,
        md5: digest,
        contentType: contentTypeOf(spec.name),
        updatedAt: 0,
        elsewhere,
      };
      return { node, cursor: null };
    });
    return { files: { edges, totalCount: edges.length, pageInfo: { endCursor: null, hasNextPage: false }, uploadHeaders: [] } };
  }

  private async commit(artifactID: string, context: RequestContext) {
    const { artifactId } = await this.access.writable(artifactID, context);
    const mayRead = (projectId: string): Promise<boolean> => this.access.mayRead(projectId, context);
    return { artifact: granted(await this.committing.commit(artifactId, context.principal.username, mayRead)) };
  }

  private async use({ entityName, projectName, runName, artifactID, usedAs }: UseArtifact, context: RequestContext) {
    const run = await this.runAccess.writable({ entity: entityName, project: projectName, name: runName }, context);
    const version = await this.access.readable(artifactID, context);
    if (!version) throw new Refusal(404, 'There is no artifact with this id.');
    const role = usedAs ? requireStorable(usedAs, 'usedAs') : null;
    return { artifact: granted(await this.changes.use(version, run.runId, role, context.principal.username)) };
  }

  /** The project, made when it is not there. */
  private async project(entity: string, name: string, context: RequestContext): Promise<ProjectRef> {
    const refusal = projectNameRefusal(name);
    if (refusal) throw new Refusal(400, refusal);
    await this.runAccess.requireEntity('project:write', entity, name, context);
    return this.projects.create({ entity, name, description: null }, context.principal.username);
  }
}

function contentDigest({ name, md5, digest }: FileSpec): string {
  const given = md5 ?? digest ?? '';
  if (!MD5.test(given)) throw new Refusal(400, `The MD5 of ${JSON.stringify(name.slice(0, 200))} is not the base64 of 16 bytes.`);
  // Canonical: the last character carries four bits that do not count.
  return Buffer.from(given, 'base64').toString('base64');
}

function manifestDigest(digest: string): string {
  if (digest !== '' && !MD5.test(digest)) throw new Refusal(400, 'The digest of a manifest is the base64 of 16 bytes.');
  return digest;
}
