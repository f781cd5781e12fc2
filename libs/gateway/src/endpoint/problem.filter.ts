import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Problem } from '@runstead/ui-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, notFound } from './problem';

/** Errors of the language: a mistake of ours. Whatever else is thrown is a store that does not answer. */
const MISTAKES = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'ZodError', 'AssertionError']);

/** Turns whatever was thrown into a problem document. The person gets a request id, the log gets the error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Gateway');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (problem.status >= 500) this.logger.error({ err: error, requestId: request.id }, `${request.method} failed: ${problem.slug}`);
    if (reply.sent) return;
    const body: Problem = {
      type: `urn:runstead:problem:${problem.slug}`,
      title: problem.title,
      status: problem.status,
      detail: problem.detail,
      requestId: String(request.id),
    };
    void reply
      .status(problem.status)
      .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...problem.headers })
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(body));
  }
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const status = statusOf(error);
  if (status === 404) return notFound();
  if (status !== null && status >= 400 && status < 500)
    return new ProblemError(status, 'refused', 'Request refused', error instanceof Error ? error.message : 'The request was refused.');
  if (error instanceof Error && MISTAKES.has(error.name))
    return new ProblemError(
      500,
      'internal-error',
      'Internal error',
      'Something went wrong in the server. The request id leads to its log.',
    );
  return unavailable(status ?? 503);
}

/** Retried by browsers and scripts; spread over some seconds, so that they do not come back together. */
function unavailable(status: number): ProblemError {
  const seconds = 1 + Math.floor(Math.random() * 5);
  return new ProblemError(status, 'unavailable', 'Not available now', 'A part of the server does not answer. Try again in a moment.', {
    'retry-after': String(seconds),
  });
}

/** Of Nest's and Fastify's own refusals (unknown route, broken JSON, body too large). */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : null;
}
