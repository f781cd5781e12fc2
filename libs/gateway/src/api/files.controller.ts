import { type StreamableFile } from '@nestjs/common';
import { FileQueries } from '@runstead/run-queries';
import { type RunFiles, runFilesSchema } from '@runstead/ui-contract';
import { z } from 'zod';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';
import { FileAnswers } from '../files/file-answers';

const access = { action: 'project:read', on: 'run' } as const;
const flag = z.string().max(10).optional();
const isSet = (value: string | undefined): boolean => value !== undefined && value !== '0';
const listFiles = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/files',
  summary: 'Files that the run uploaded',
  access,
  answer: runFilesSchema,
});
const readFile = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/files/*',
  summary:
    'The bytes of a file, whole or a range; an attachment unless its kind is safe to show. `sandbox=1` shows HTML, shut off from everything',
  access,
  query: z.object({ download: flag, sandbox: flag }),
  answer: { mediaType: 'application/octet-stream' },
});

@ApiController()
export class FilesController {
  constructor(
    private readonly files: FileQueries,
    private readonly answers: FileAnswers,
  ) {}

  @Serve(listFiles)
  async list({ run }: Call<typeof listFiles>): Promise<RunFiles> {
    return this.files.list(run.runId);
  }

  @Serve(readFile)
  async read({ run, params, query, request, reply }: Call<typeof readFile>): Promise<StreamableFile | undefined> {
    const file = await this.files.one(run.runId, params['*']);
    if (!file) throw notFound();
    return this.answers.answer(file, { download: isSet(query.download), sandbox: isSet(query.sandbox), request, reply });
  }
}
