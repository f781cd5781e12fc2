import type { Action } from '@runstead/accounts';
import type { z } from 'zod';

/**
 * Who may call, decided by `Policy` before the handler runs. `on` says where the resource is named:
 * - `instance`: the server as a whole;
 * - `own account`: whoever is signed in;
 * - `project`, `run`: by the path; `project in query`, `entity in body`: by these.
 */
export type Access =
  | { readonly anyone: true; readonly why: string }
  | { readonly action: Extract<Action, 'instance:admin'>; readonly on: 'instance' }
  | { readonly action: Extract<Action, 'account:write'>; readonly on: 'own account' }
  | { readonly action: Extract<Action, 'project:create'>; readonly on: 'entity in body' }
  | { readonly action: Extract<Action, 'project:read' | 'project:write'>; readonly on: 'project' | 'project in query' }
  | { readonly action: Extract<Action, 'project:read' | 'project:write'>; readonly on: 'run'; readonly deletedToo?: true };

/** A schema answers JSON; `nothing` is 204; a media type means that the handler gives bytes or a stream of it. */
type Answer = z.ZodType | 'nothing' | { readonly mediaType: string };

/** One endpoint of `/api/v1`: all that is enforced, all that is documented. There is none without `access`. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, parameters as `:name`, a rest as `*`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: Answer;
}

/** Declares an endpoint, keeping its exact type for the handler. */
export function endpoint<const E extends Endpoint>(declared: E): E {
  return declared;
}

type ParameterName<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterName<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : Path extends `${string}*`
      ? '*'
      : never;

export type ParametersOf<E extends Endpoint> = { readonly [Name in ParameterName<E['path']>]: string };
export type QueryOf<E extends Endpoint> = E extends { readonly query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
export type BodyOf<E extends Endpoint> = E extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined;
export type AnswerOf<E extends Endpoint> = E['answer'] extends z.ZodType
  ? z.input<E['answer']>
  : E['answer'] extends 'nothing'
    ? void
    : unknown;
