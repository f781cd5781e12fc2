import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '@runstead/accounts';
import type { ProjectRef, RunRef } from '@runstead/run-commands';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyOf, Endpoint, ParametersOf, QueryOf } from './endpoint';

/** What the gate found out about the resource, by the kind of access that the endpoint declares. */
type Found<E extends Endpoint> = E['access'] extends { readonly anyone: true }
  ? { readonly principal: Principal | null }
  : E['access'] extends { readonly on: 'run' }
    ? { readonly principal: Principal; readonly run: RunRef }
    : E['access'] extends { readonly on: 'project' | 'project in query' }
      ? { readonly principal: Principal; readonly project: ProjectRef }
      : { readonly principal: Principal };

/** A request that passed the gate: authorised, its parts checked. */
export type Call<E extends Endpoint> = Found<E> & {
  readonly params: ParametersOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** As the gate hangs it on the request. */
export interface AnyCall {
  principal: Principal | null;
  project?: ProjectRef;
  run?: RunRef;
  params: Readonly<Record<string, string>>;
  query: unknown;
  body: unknown;
  request: FastifyRequest;
  reply: FastifyReply;
}

const CALL = Symbol('call');
type Carrier = FastifyRequest & { [CALL]?: AnyCall };

export function rememberCall(request: FastifyRequest, call: AnyCall): void {
  (request as Carrier)[CALL] = call;
}

/** The parameter of an endpoint's handler. */
export const TheCall = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Carrier>()[CALL],
);
