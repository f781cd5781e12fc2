import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseEncoding } from '../endpoint/compression';
import { Credentials } from '../endpoint/credentials';
import { notFound } from '../endpoint/problem';
import { ProblemFilter } from '../endpoint/problem.filter';
import { PageAccess } from './page-access';
import { NOT_BUILT, PAGE_HEADERS } from './page-headers';
import { type StaticFile, StaticFiles } from './static-files';
import { uiRoute } from './ui-route';

/**
 * Every GET that no other route takes: a file of the built application, a page of it, or 404. A path that is unknown
 * never answers a page with 200, because clients of the API and the SDK would take it for success.
 */
@Controller()
@UseFilters(ProblemFilter)
export class PagesController {
  constructor(
    private readonly files: StaticFiles,
    private readonly access: PageAccess,
    private readonly credentials: Credentials,
  ) {}

  @Get('/')
  async root(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const principal = await this.credentials.of(request);
    void reply.headers({ ...PAGE_HEADERS, 'cache-control': 'no-store' }).redirect(principal ? '/home' : '/login', 302);
  }

  @Get('*')
  async any(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [path = '/', query] = splitUrl(request.url);
    const file = path === '/index.html' ? null : await this.files.file(path);
    if (file) return this.send(request, reply, file, 200);
    const trimmed = path.length > 1 && path.endsWith('/') ? uiRoute(path.slice(0, -1)) : null;
    if (trimmed && trimmed.kind !== 'nothing')
      return void reply.redirect(`${path.slice(0, -1)}${query === undefined ? '' : `?${query}`}`, 308);
    const route = uiRoute(path);
    if (!route) throw notFound();
    const exists = await this.access.exists(route, await this.credentials.of(request));
    // A program that asks for something that is not there gets a problem, a browser the screen that says so.
    if (!exists && !wantsPage(request)) throw notFound();
    await this.sendPage(request, reply, exists ? 200 : 404);
  }

  private async sendPage(request: FastifyRequest, reply: FastifyReply, status: 200 | 404): Promise<void> {
    const page = await this.files.page();
    if (page) return this.send(request, reply, page, status);
    void reply
      .status(503)
      .headers({ ...PAGE_HEADERS, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(NOT_BUILT);
  }

  private async send(request: FastifyRequest, reply: FastifyReply, file: StaticFile, status: 200 | 404): Promise<void> {
    void reply.headers({
      ...PAGE_HEADERS,
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      etag: file.etag,
    });
    if (status === 200 && request.headers['if-none-match'] === file.etag) return void reply.status(304).send();
    const encoding = file.compressible ? chooseEncoding(request.headers['accept-encoding'], ['br', 'gzip']) : null;
    if (encoding !== null) void reply.header('content-encoding', encoding);
    void reply
      .status(status)
      .type(file.contentType)
      .send(encoding === null ? file.bytes : await file.encoded(encoding));
  }
}

function splitUrl(url: string): [string, string | undefined] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, undefined] : [url.slice(0, mark), url.slice(mark + 1)];
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}
