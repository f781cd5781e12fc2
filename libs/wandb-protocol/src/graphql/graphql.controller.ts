import { Controller, Logger, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authentication, type Principal } from '@runstead/accounts';
import { ServerSettings } from '@runstead/run-domain';
import { ClientGoneError, OverloadedError } from '@runstead/run-commands';
import { isNestedDeeper } from '../http/nesting';
import type { Body } from '../http/read-body';
import { RequestBodies } from '../http/request-bodies';
import { requestOrigin } from '../http/request-origin';
import { retryAfterSeconds } from '../http/retry-after';
import { sharedWriter } from '../http/shared-writer';
import { GraphqlExecution, type GraphqlAnswer, type GraphqlRequest } from './graphql-execution';
import { RequestContext } from './request-context';

/** `wandb verify` posts a variable of 10 MB (protocol 13). */
const BODY_LIMIT = 32 * 1024 * 1024;
/** Configs and summaries come as text inside of strings; what is left is variables. */
const MOST_NESTED = 200;

/** `POST /graphql` (protocol 2). */
@Controller()
export class GraphqlController {
  private readonly logger = new Logger(GraphqlController.name);

  constructor(
    private readonly authentication: Authentication,
    private readonly execution: GraphqlExecution,
    private readonly settings: ServerSettings,
    private readonly bodies: RequestBodies,
  ) {}

  @Post('graphql')
  async post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { status, body } = await this.answer(request);
    if (status === 503 || status === 429) void reply.header('retry-after', String(retryAfterSeconds()));
    void reply.status(status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
  }

  private async answer(request: FastifyRequest): Promise<GraphqlAnswer> {
    try {
      const { authorization } = request.headers;
      const principal = await this.authentication.byAuthorizationHeader(authorization);
      if (!principal)
        return refused(401, authorization ? 'The API key is not known to this server.' : 'You are not logged in: no API key was sent.');
      return await this.bodies.read(request, BODY_LIMIT, (body) => this.execute(body, principal, request));
    } catch (error) {
      if (error instanceof OverloadedError) return refused(429, error.message);
      if (error instanceof ClientGoneError) return refused(503, error.message);
      this.logger.error({ err: error }, 'a GraphQL request failed');
      return refused(503, 'The server cannot answer just now; please try again.');
    }
  }

  private async execute(body: Body, principal: Principal, request: FastifyRequest): Promise<GraphqlAnswer> {
    if (body.kind === 'too-large') return refused(413, 'The request is larger than 32 MiB.');
    const parsed = body.kind === 'bytes' ? graphqlRequest(body.bytes) : body.reason;
    if (typeof parsed === 'string') return refused(400, parsed);
    const { traceparent } = request.headers;
    const context = new RequestContext(
      principal,
      requestOrigin(request, this.settings.publicUrl),
      sharedWriter(request.headers),
      typeof traceparent === 'string' ? traceparent : undefined,
    );
    return this.execution.run(parsed, context);
  }
}

function refused(status: number, message: string): GraphqlAnswer {
  return { status, body: { data: null, errors: [{ message }] } };
}

/** The request, or a sentence that says what is wrong with it. */
function graphqlRequest(bytes: Buffer): GraphqlRequest | string {
  if (isNestedDeeper(bytes, MOST_NESTED)) return `The body is nested more than ${MOST_NESTED} deep.`;
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch {
    return 'The body is not JSON.';
  }
  if (typeof body !== 'object' || body === null) return 'The body is not a JSON object.';
  const { query, operationName, variables } = body as Record<string, unknown>;
  if (typeof query !== 'string') return 'The body has no "query".';
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return '"operationName" is not a string.';
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables)))
    return '"variables" is not an object.';
  return { query, operationName: operationName || null, variables: (variables ?? {}) as Record<string, unknown> };
}
