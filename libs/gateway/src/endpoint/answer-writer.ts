import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, mergeMap } from 'rxjs';
import { chooseEncoding, compress } from './compression';
import { endpointOf } from './endpoint-metadata';

const WORTH_COMPRESSING = 1_400;

/** Writes what a handler answered: JSON as text, compressed when that is worth it and the client takes it. */
@Injectable()
export class AnswerWriter implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const answer = endpointOf(context.getHandler())?.answer;
    return next.handle().pipe(
      mergeMap(async (value: unknown) => {
        if (answer === undefined || answer === 'nothing') return value;
        if ('mediaType' in answer) return value instanceof Uint8Array ? write(request, reply, value, answer.mediaType) : value;
        return write(request, reply, Buffer.from(JSON.stringify(value)), 'application/json; charset=utf-8');
      }),
    );
  }
}

async function write(request: FastifyRequest, reply: FastifyReply, bytes: Uint8Array, mediaType: string): Promise<Buffer> {
  if (!reply.hasHeader('content-type')) void reply.type(mediaType);
  const encoding = bytes.length < WORTH_COMPRESSING ? null : chooseEncoding(request.headers['accept-encoding'], ['gzip', 'br']);
  if (encoding === null) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  void reply.headers({ 'content-encoding': encoding, vary: 'authorization, cookie, accept-encoding' });
  return compress(bytes, encoding, 'fast');
}
