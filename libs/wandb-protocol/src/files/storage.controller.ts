import { Controller, Get, Head, Logger, Options, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ObjectStore, UrlSigner } from '@runstead/object-store';
import { FileQueries } from '@runstead/run-queries';
import { storedFileName } from './file-names';
import { FileUploads } from './file-uploads';
import { decodeSegment } from './file-urls';
import { allowOtherOrigins, sendContent } from './send-content';
import { accept, answered, BAD_SIGNATURE, bodyStream, isSigned, NO_FILE, refuse } from './storage-reply';

/** Signed uploads and downloads of a run's files (protocol 9.2; public API 11). */
@Controller('storage')
export class StorageController {
  private readonly logger = new Logger(StorageController.name);

  constructor(
    private readonly signer: UrlSigner,
    private readonly uploads: FileUploads,
    private readonly files: FileQueries,
    private readonly objects: ObjectStore,
  ) {}

  /** 200 only when the bytes and the event are durable. */
  @Put('uploads/:runId/:actor/:file')
  async upload(
    @Param('runId') runId: string,
    @Param('actor') actor: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = storedFileName(decodeSegment(file));
    if (!isSigned(this.signer, 'PUT', request) || name === null) return refuse(reply, 403, BAD_SIGNATURE);
    await answered(reply, this.logger, async () => {
      const outcome = await this.uploads.store(runId, name, decodeSegment(actor), bodyStream(request.body));
      if (outcome === 'gone') return refuse(reply, 404, 'The run is not there any more.');
      if (outcome === 'forbidden') return refuse(reply, 403, 'The user of this address may not write to the run any more.');
      accept(reply);
    });
  }

  @Head('files/:runId/:file')
  head(
    @Param('runId') runId: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.download(runId, file, request, reply);
  }

  @Get('files/:runId/:file')
  async download(
    @Param('runId') runId: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    allowOtherOrigins(reply);
    if (!isSigned(this.signer, 'GET', request)) return refuse(reply, 403, BAD_SIGNATURE);
    await answered(reply, this.logger, async () => {
      const found = await this.files.one(runId, decodeSegment(file));
      if (!found) return refuse(reply, 404, NO_FILE);
      await sendContent({ ...found, name: found.name.split('/').at(-1)! }, this.objects, request, reply);
    });
  }

  @Options('*')
  preflight(@Res() reply: FastifyReply): void {
    void reply
      .status(204)
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-methods', 'GET, HEAD, PUT, OPTIONS')
      .header('access-control-allow-headers', 'range, content-type')
      .header('access-control-max-age', '86400')
      .send();
  }
}
