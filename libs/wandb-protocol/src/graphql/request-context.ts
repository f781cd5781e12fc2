import type { Principal } from '@runstead/accounts';

interface Waiting {
  readonly ids: string[];
  readonly found: Promise<unknown>;
}

/** What resolvers know of the request. Lives as long as one GraphQL request. */
export class RequestContext {
  private readonly loaded = new Map<string, Promise<unknown>>();
  private readonly waiting = new Map<string, Waiting>();

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

  /** As `once`, for what can be loaded of many objects at a time: those of a page ask in one turn, and are loaded together. */
  together<T>(what: string, id: string, load: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>): Promise<T | undefined> {
    return this.once(`${what} ${id}`, async () => {
      const found = (await this.gathered(what, id, load)) as ReadonlyMap<string, T>;
      return found.get(id);
    });
  }

  private gathered(what: string, id: string, load: (ids: readonly string[]) => Promise<unknown>): Promise<unknown> {
    const before = this.waiting.get(what);
    if (before) {
      before.ids.push(id);
      return before.found;
    }
    const ids = [id];
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.waiting.delete(what);
      return load(ids);
    });
    this.waiting.set(what, { ids, found });
    return found;
  }
}
