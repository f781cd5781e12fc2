import type { RequestContext } from './request-context';

/** Computes one field. A promise that rejects with anything but a `Refusal` is an infrastructure error: 503. */
export type Resolver<Source, Args> = (source: Source, args: Args, context: RequestContext) => unknown;

/** Resolvers by type and field; fields that are missing here are properties of their source. */
export type ResolverMap = Readonly<Record<string, Readonly<Record<string, Resolver<never, never>>>>>;
