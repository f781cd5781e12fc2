import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Action, Policy, type Principal, type Resource } from '@runstead/accounts';
import { type ProjectRef, RunDirectory, type RunRef } from '@runstead/run-commands';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type AnyCall, rememberCall } from './call';
import { Credentials } from './credentials';
import type { Access, Endpoint } from './endpoint';
import { endpointOf } from './endpoint-metadata';
import { type ProblemError, invalid, notAllowed, notFound, signInFirst } from './problem';
import { RequestJson } from './request-json';

type Address = Readonly<Record<string, string>>;

/** Every call passes here: who asks, may they, is the request well formed. Then the handler runs. */
@Injectable()
export class EndpointGate implements CanActivate {
  constructor(
    private readonly credentials: Credentials,
    private readonly policy: Policy,
    private readonly directory: RunDirectory,
    private readonly json: RequestJson,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const endpoint = endpointOf(context.getHandler());
    if (!endpoint) throw notFound();
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', vary: 'authorization, cookie' });
    const call: AnyCall = {
      principal: await this.credentials.of(request),
      params: request.params as Address,
      query: undefined,
      body: undefined,
      request,
      reply,
    };
    // Before anything is told about the request's form: a stranger learns nothing but that a sign-in is needed.
    if (!('anyone' in endpoint.access) && !call.principal) throw signInFirst();
    if (endpoint.query) call.query = checked(endpoint.query, request.query, 'query');
    if (endpoint.body) call.body = checked(endpoint.body, await this.json.of(request), 'body');
    await this.authorise(endpoint, call);
    rememberCall(request, call);
    return true;
  }

  private async authorise({ access }: Endpoint, call: AnyCall): Promise<void> {
    if ('anyone' in access || !call.principal) return;
    const { principal } = call;
    switch (access.on) {
      case 'instance':
        return this.demand(principal, access.action, { kind: 'instance' });
      case 'own account':
        return this.demand(principal, access.action, { kind: 'account', username: principal.username });
      case 'entity in body':
        return this.demand(principal, access.action, { kind: 'entity', entity: (call.body as { entity: string }).entity });
      case 'project':
        call.project = await this.project(principal, access.action, call.params);
        return;
      case 'project in query':
        call.project = await this.project(principal, access.action, call.query as Address);
        return;
      case 'run':
        call.run = await this.run(principal, access, call.params);
        return;
    }
  }

  private async project(principal: Principal, action: Action, address: Address): Promise<ProjectRef> {
    const { entity = '', project = '' } = address;
    this.demand(principal, action, { kind: 'project', entity, project });
    const found = await this.directory.findProject(entity, project);
    if (!found) throw notFound();
    return found;
  }

  private async run(principal: Principal, access: Extract<Access, { on: 'run' }>, address: Address): Promise<RunRef> {
    const { entity = '', project = '', run = '' } = address;
    this.demand(principal, access.action, { kind: 'project', entity, project });
    const found = await this.directory.find(entity, project, run);
    if (!found || (found.deleted && !access.deletedToo)) throw notFound();
    return found;
  }

  /** Who may look but not touch is told so; who may not look is told that there is nothing. */
  private demand(principal: Principal, action: Action, resource: Resource): void {
    if (!this.policy.may(principal, action, resource)) throw this.refusal(principal, resource);
  }

  private refusal(principal: Principal, resource: Resource): ProblemError {
    if (resource.kind === 'instance' || resource.kind === 'account') return notAllowed();
    return this.policy.may(principal, 'project:read', resource) ? notAllowed() : notFound();
  }
}

function checked(schema: z.ZodType, value: unknown, part: 'query' | 'body'): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
  throw invalid(`${where}${issue?.message ?? `The ${part} is not valid.`}`);
}
