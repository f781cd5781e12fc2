import { Readable } from 'node:stream';
import { Controller, Get, Head, Logger, Options, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ObjectNotFoundError, ObjectStore, UrlSigner } from '@runstead/object-store';
import { FileQueries, type RunFile } from '@runstead/run-queries';
import { retryAfterSeconds } from '../http/retry-after';
import { requestedRange } from './byte-range';
import { isSafeToShow } from './content-types';
import { storedFileName } from './file-names';
import { FileUploads } from './file-uploads';
import { decodeSegment } from './file-urls';

/** Signed uploads and downloads (protocol 9.2; public API 11). The signature in the URL is the only authority. */
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
    if (!this.isSigned('PUT', request) || name === null)
      return this.refuse(reply, 403, 'The signature of this address is wrong or too old.');
    try {
      const outcome = await this.uploads.store(runId, name, decodeSegment(actor), bodyStream(request.body));
      if (outcome === 'gone') return this.refuse(reply, 404, 'The run is not there any more.');
      if (outcome === 'forbidden') return this.refuse(reply, 403, 'The user of this address may not write to the run any more.');
      void reply.status(200).header('content-type', 'application/json').send('{}');
    } catch (error) {
      // A client that went away gets no answer; for any other the upload is repeated as a whole.
      this.logger.error({ err: error, runId }, 'an upload failed');
      void reply.header('retry-after', String(retryAfterSeconds()));
      this.refuse(reply, 503, 'The file could not be stored just now.');
    }
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
    void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'content-length, content-range, etag');
    if (!this.isSigned('GET', request)) return this.refuse(reply, 403, 'The signature of this address is wrong or too old.');
    try {
      const found = await this.files.one(runId, decodeSegment(file));
      if (!found) return this.refuse(reply, 404, 'There is no such file.');
      await this.send(found, request, reply);
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return this.refuse(reply, 404, 'There is no such file.');
      this.logger.error({ err: error, runId }, 'a download failed');
      void reply.header('retry-after', String(retryAfterSeconds()));
      this.refuse(reply, 503, 'The file cannot be read just now.');
    }
  }

  /** Pages of other origins may read what they have a signed address for. */
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

  private async send(file: RunFile, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const range = requestedRange(request.headers.range, file.size);
    if (range === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${file.size}`);
      return this.refuse(reply, 416, 'The range lies beyond the end of the file.');
    }
    void reply
      .header('content-type', file.contentType)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', disposition(file))
      .header('cache-control', 'private, max-age=0, must-revalidate')
      .header('accept-ranges', 'bytes')
      .header('etag', `"${file.md5}"`);
    const length = range === 'whole' ? file.size : range.end - range.start + 1;
    void reply.header('content-length', String(length)).status(range === 'whole' ? 200 : 206);
    if (range !== 'whole') void reply.header('content-range', `bytes ${range.start}-${range.end}/${file.size}`);
    if (request.method === 'HEAD') return void reply.send();
    await reply.send(await this.objects.get(file.objectKey, range === 'whole' ? undefined : range));
  }

  private isSigned(method: 'GET' | 'PUT', request: FastifyRequest): boolean {
    const { expires, signature } = request.query as Record<string, unknown>;
    const path = request.url.split('?')[0]!;
    return this.signer.verify(method, path, text(expires), text(signature));
  }

  private refuse(reply: FastifyReply, status: number, message: string): void {
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .status(status)
      .header('content-type', 'application/json')
      .send(JSON.stringify({ error: message }));
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The platform gives a stream, bytes for JSON, or nothing for an empty body. */
function bodyStream(body: unknown): Readable {
  if (body instanceof Readable) return body;
  return Readable.from(Buffer.isBuffer(body) ? [body] : []);
}

function disposition({ name, contentType }: RunFile): string {
  const kind = isSafeToShow(contentType) ? 'inline' : 'attachment';
  return `${kind}; filename*=UTF-8''${encodeURIComponent(name.split('/').at(-1)!).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
