import { Injectable, StreamableFile } from '@nestjs/common';
import { ObjectNotFoundError, ObjectStore } from '@runstead/object-store';
import type { RunFile } from '@runstead/run-queries';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../endpoint/problem';
import { byteRange } from './byte-range';
import { disposition, fileKind, sandboxedPage } from './file-kind';

export interface FileRequest {
  /** As an attachment, whatever its kind. */
  readonly download: boolean;
  /** HTML as a page of no origin, with scripts of its own but without network; other kinds are not touched by it. */
  readonly sandbox: boolean;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A browser shows it, and it can do nothing. */
const PASSIVE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'";

/** Bytes of users, served so that a browser can do nothing with them but show or save them. */
@Injectable()
export class FileAnswers {
  constructor(private readonly objects: ObjectStore) {}

  /** Undefined for 304. Throws `ProblemError` 416, and 404 when the bytes are gone. */
  async answer(file: RunFile, { download, sandbox, request, reply }: FileRequest): Promise<StreamableFile | undefined> {
    const kind = (sandbox && !download ? sandboxedPage(file.name) : null) ?? fileKind(file.name);
    const etag = `"${Buffer.from(file.md5, 'base64').toString('hex')}"`;
    void reply.headers({
      'content-type': kind.contentType,
      'content-disposition': disposition(file.name, kind.inline && !download),
      'content-security-policy': kind.policy ?? PASSIVE,
      'cross-origin-resource-policy': 'same-origin',
      // Kept by the browser, asked for again each time: access may have been withdrawn.
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
      etag,
    });
    if (request.headers['if-none-match'] === etag) {
      void reply.status(304);
      return undefined;
    }
    const condition = request.headers['if-range'];
    const range = condition === undefined || condition === etag ? byteRange(request.headers.range, file.size) : 'whole';
    if (range === 'unsatisfiable') throw unsatisfiable(file.size);
    const part = range === 'whole' ? undefined : range;
    const stream = await this.open(file, part);
    const length = part ? part.end - part.start + 1 : file.size;
    void reply.header('content-length', length);
    if (part) void reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${file.size}`);
    return new StreamableFile(stream);
  }

  private async open(file: RunFile, part: { start: number; end: number } | undefined) {
    try {
      return await this.objects.get(file.objectKey, part);
    } catch (error) {
      if (error instanceof ObjectNotFoundError)
        throw new ProblemError(404, 'bytes-gone', 'Not found', 'The file is known but its bytes are gone.');
      throw error;
    }
  }
}

function unsatisfiable(size: number): ProblemError {
  return new ProblemError(416, 'range', 'Range not satisfiable', `The file has ${size} bytes.`, { 'content-range': `bytes */${size}` });
}
