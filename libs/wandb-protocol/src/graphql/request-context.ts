import type { Principal } from '@runstead/accounts';

/** What resolvers know of the request. Lives as long as one GraphQL request. */
export class RequestContext {
  private readonly loaded = new Map<string, Promise<unknown>>();

  constructor(
    readonly principal: Principal,
    /** Scheme, host and prefix of absolute URLs. */
    readonly origin: string,
    /** Writer id of shared mode (protocol 6.7), or empty. */
    readonly writer: string,
    readonly traceparent: string | undefined,
  ) {}

  /** Loads once per request what several fields of an object need. `key` names the thing, with its id. */
  once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const before = this.loaded.get(key);
    if (before) return before as Promise<T>;
    const loading = load();
    this.loaded.set(key, loading);
    return loading;
  }
}
