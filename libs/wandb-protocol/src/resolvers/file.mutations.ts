import { Injectable } from '@nestjs/common';
import { RunCommands } from '@runstead/run-commands';
import { storedFileName } from '../files/file-names';
import { FileUrls } from '../files/file-urls';
import { parseFileGlobalId, runGlobalId } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { RunAccess } from './run-access';

interface RunFiles {
  readonly entityName: string;
  readonly projectName: string;
  readonly runName: string;
  readonly files: readonly string[];
}

/** Addresses for uploads, and what becomes of files (protocol 9). */
@Injectable()
export class FileMutations {
  constructor(
    private readonly access: RunAccess,
    private readonly commands: RunCommands,
    private readonly urls: FileUrls,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      createRunFiles: ((_, { input }, context) => this.create(input, context)) satisfies Resolver<unknown, { input: RunFiles }>,
      markRunFilesUploaded: ((_, { input }, context) => this.markUploaded(input, context)) satisfies Resolver<unknown, { input: RunFiles }>,
      deleteFiles: ((_, { input }, context) => this.delete(input.files, context)) satisfies Resolver<
        unknown,
        { input: { files: readonly string[] } }
      >,
    },
  };

  /** As many answers as names; one that cannot be a file's name has no address, and the client skips it. */
  private async create({ entityName, projectName, runName, files }: RunFiles, context: RequestContext) {
    const run = await this.access.writable({ entity: entityName, project: projectName, name: runName }, context);
    const answers = files.map((asked) => {
      const name = storedFileName(asked);
      return {
        name: asked,
        uploadUrl: name === null ? null : this.urls.upload(context.origin, run.runId, name, context.principal.username),
      };
    });
    return { runID: runGlobalId(run), uploadHeaders: [], files: answers };
  }

  /** A hint: the upload itself was answered after the file's event was durable. */
  private async markUploaded({ entityName, projectName, runName }: RunFiles, context: RequestContext) {
    await this.access.writable({ entity: entityName, project: projectName, name: runName }, context);
    return { success: true, clientMutationId: null };
  }

  private async delete(ids: readonly string[], context: RequestContext) {
    for (const id of ids) {
      const file = parseFileGlobalId(id);
      const run = file && (await this.access.byRunId(file.runId));
      if (!file || !run) throw new Refusal(404, 'There is no file with this id.');
      await this.access.requireEntity('project:write', run.entity, run.project, context);
      await this.commands.deleteFile(file.runId, file.name, context.principal.username);
    }
    return { success: true, clientMutationId: null };
  }
}
