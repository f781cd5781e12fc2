import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { ConsoleQueries, RunDocumentQueries, isPattern } from '@runstead/run-queries';
import { type ConsolePage, consolePageSchema, consoleQuerySchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { invalid } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';
import { disposition } from '../files/file-kind';

const access = { action: 'project:read', on: 'run' } as const;
const readConsole = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/console',
  summary: 'Console lines: the last `last`, or `limit` from line `from`, or those that match `search`',
  access,
  query: consoleQuerySchema,
  answer: consolePageSchema,
});
const downloadConsole = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/console/download',
  summary: 'The whole console output as plain text',
  access,
  answer: { mediaType: 'text/plain; charset=utf-8' },
});

@ApiController()
export class ConsoleController {
  constructor(
    private readonly console: ConsoleQueries,
    private readonly documents: RunDocumentQueries,
  ) {}

  @Serve(readConsole)
  async read({ run, query }: Call<typeof readConsole>): Promise<ConsolePage> {
    const { projectId, runId } = run;
    const { last, from = 1, limit, search, regex } = query;
    if (search !== undefined && search !== '') {
      if (regex === 'true' && !isPattern(search)) throw invalid('Not a valid pattern', 'invalid-pattern');
      return this.console.search(projectId, runId, search, regex === 'true', from, limit);
    }
    return last === undefined ? this.console.page(projectId, runId, from, limit) : this.console.last(projectId, runId, last);
  }

  @Serve(downloadConsole)
  async download({ run, reply }: Call<typeof downloadConsole>): Promise<StreamableFile> {
    const document = await this.documents.document(run.runId);
    const name = (document?.displayName ?? run.name).replaceAll(/[/\\]/g, '_');
    void reply.headers({ 'content-type': 'text/plain; charset=utf-8', 'content-disposition': disposition(`${name}-output.log`, false) });
    return new StreamableFile(Readable.from(this.console.download(run.projectId, run.runId), { objectMode: false }));
  }
}
