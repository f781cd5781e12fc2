import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import type { Principal } from './principal';

const TIME_TO_LIVE_MS = 30_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly principal: Principal;
  readonly until: number;
}

/**
 * Recognised callers by the digest of their secret, for 30 s: a key revoked by another process stops within that
 * time, one revoked here at once. Unknown secrets are not kept, so a new key works immediately everywhere.
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
    const principal = await load();
    if (principal && generation === this.generation) {
      if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
      this.entries.set(digest, { principal, until: this.clock.now() + TIME_TO_LIVE_MS });
    }
    return principal;
  }
}
