import { All, Controller, NotFoundException, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { retryAfterSeconds } from './retry-after';

/**
 * Paths that the client tries and that must not fall through to the web application: any answer but 404 to the
 * telemetry probe turns uploads of it on (protocol 3.2), and 404 says that there is no federated login (1.3).
 */
@Controller()
export class UnsupportedController {
  @All(['sdk/*', 'oidc/*'])
  notThere(): never {
    throw new NotFoundException();
  }

  /** 404 would end a run for good (protocol 6.4): lines for an address that cannot be read are asked for again instead. */
  @All('files/*')
  notServed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (request.method !== 'POST' || !/\/file_stream(?:\?|$)/.test(request.url)) throw new NotFoundException();
    void reply
      .status(503)
      .headers({ 'retry-after': String(retryAfterSeconds()), 'content-type': 'application/json; charset=utf-8' })
      .send(JSON.stringify({ error: 'No run has this address.' }));
  }
}
