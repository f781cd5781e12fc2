import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import type { Principal } from './principal';

const TIME_TO_LIVE_MS = 30_000;
/** While the store does not answer: longer than its restart or failover takes, shorter than a forgotten key may live. */
const KEPT_IN_OUTAGES_MS = 3_600_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly principal: Principal;
  readonly until: number;
  readonly untilInOutages: number;
}

/**
 * Recognised callers by the digest of their secret, for 30 s: a key revoked by another process stops within that
 * time, one revoked here at once. Unknown secrets are not kept, so a new key works immediately everywhere. While the store
 * is away, those who were recognised in the last hour still are: lines need the log, and not the database, to be taken.
 */
@Injectable()
export class PrincipalCache {
  private readonly entries = new Map<string, Entry>();
  private readonly loading = new Map<string, Promise<Principal | null>>();
  private generation = 0;

  constructor(private readonly clock: Clock) {}

  /** The kept principal, or what `load` answers; equal requests at the same time share one `load`. */
  find(digest: string, load: () => Promise<Principal | null>): Promise<Principal | null> {
    const entry = this.entries.get(digest);
    if (entry && entry.until > this.clock.now()) return Promise.resolve(entry.principal);
    const running = this.loading.get(digest);
    if (running) return running;
    const loading = this.load(digest, load).finally(() => {
      if (this.loading.get(digest) === loading) this.loading.delete(digest);
    });
    this.loading.set(digest, loading);
    return loading;
  }

  /** Called after any change of an account. Loads that are under way are answered but not kept. */
  clear(): void {
    this.generation++;
    this.entries.clear();
    this.loading.clear();
  }

  private async load(digest: string, load: () => Promise<Principal | null>): Promise<Principal | null> {
    const generation = this.generation;
    try {
      const principal = await load();
      if (generation === this.generation) this.keep(digest, principal);
      return principal;
    } catch (error) {
      const known = this.entries.get(digest);
      if (known && known.untilInOutages > this.clock.now()) return known.principal;
      throw error;
    }
  }

  private keep(digest: string, principal: Principal | null): void {
    this.entries.delete(digest);
    if (!principal) return;
    if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
    const now = this.clock.now();
    this.entries.set(digest, { principal, until: now + TIME_TO_LIVE_MS, untilInOutages: now + KEPT_IN_OUTAGES_MS });
  }
}
