import type { StreamableFile } from '@nestjs/common';
import { Policy, type Principal } from '@runstead/accounts';
import { ArtifactPageQueries, LineageQueries, type FoundVersion, type MayRead } from '@runstead/artifacts';
import {
  artifactCollectionSchema,
  artifactFilesSchema,
  artifactLineageSchema,
  artifactVersionSchema,
  projectArtifactsSchema,
} from '@runstead/ui-contract';
import { z } from 'zod';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';
import { FileAnswers } from '../files/file-answers';

const access = { action: 'project:read', on: 'project' } as const;
const list = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/artifacts',
  summary: 'Types of artifacts of the project with their collections',
  access,
  answer: projectArtifactsSchema,
});
const readCollection = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/artifacts/:type/:collection',
  summary: 'A collection of artifacts with its versions, newest first',
  access,
  answer: artifactCollectionSchema,
});
const readVersion = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/artifacts/:type/:collection/:version',
  summary: 'A version of an artifact, by v3, an alias or the beginning of its digest',
  access,
  answer: artifactVersionSchema,
});
const listFiles = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/artifacts/:type/:collection/:version/files',
  summary: 'Entries of the manifest of a version, by path',
  access,
  query: z.object({ after: z.string().max(4_096).optional(), limit: z.coerce.number().int().min(1).max(10_000).default(10_000) }),
  answer: artifactFilesSchema,
});
const readFile = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/artifacts/:type/:collection/:version/files/*',
  summary: 'The bytes of a file of a version, whole or a range; an attachment unless its kind is safe to show',
  access,
  query: z.object({ download: z.string().max(10).optional() }),
  answer: { mediaType: 'application/octet-stream' },
});
const readLineage = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/artifacts/:type/:collection/:version/lineage',
  summary: 'Runs and artifacts that a version came from, and those that came from it',
  access,
  answer: artifactLineageSchema,
});

@ApiController()
export class ProjectArtifactsController {
  constructor(
    private readonly pages: ArtifactPageQueries,
    private readonly lineages: LineageQueries,
    private readonly answers: FileAnswers,
    private readonly policy: Policy,
  ) {}

  @Serve(list)
  async list({ project }: Call<typeof list>) {
    return this.pages.project(project.projectId);
  }

  @Serve(readCollection)
  async collection({ project, params, principal }: Call<typeof readCollection>) {
    const found = await this.pages.collection(project.projectId, params.type, params.collection, this.reader(principal));
    if (!found) throw notFound();
    return found;
  }

  @Serve(readVersion)
  async version(call: Call<typeof readVersion>) {
    return this.pages.version(await this.found(call), this.reader(call.principal));
  }

  @Serve(listFiles)
  async files(call: Call<typeof listFiles>) {
    return this.pages.filePage(await this.found(call), call.query.after ?? null, call.query.limit);
  }

  @Serve(readFile)
  async file(call: Call<typeof readFile>): Promise<StreamableFile | undefined> {
    const found = await this.found(call);
    const path = call.params['*'];
    const blob = await this.pages.blob(found, path);
    if (!blob) throw notFound();
    const { size, digest: md5, objectKey } = blob;
    const file = { name: path, size, md5, objectKey, contentType: '', updatedAt: found.version.createdAt };
    const { request, reply, query } = call;
    return this.answers.answer(file, { download: query.download !== undefined && query.download !== '0', sandbox: false, request, reply });
  }

  @Serve(readLineage)
  async lineage(call: Call<typeof readLineage>) {
    return this.lineages.around((await this.found(call)).version.artifactId, this.reader(call.principal));
  }

  private async found({
    project,
    params: { type, collection, version },
  }: Pick<Call<typeof readVersion>, 'project' | 'params'>): Promise<FoundVersion> {
    const found = await this.pages.find(project.projectId, type, collection, version);
    if (!found) throw notFound();
    return found;
  }

  /** Lineage leads into other projects: only those that the reader may see are named. */
  private reader(principal: Principal): MayRead {
    return (entity, project) => this.policy.may(principal, 'project:read', { kind: 'project', entity, project });
  }
}
