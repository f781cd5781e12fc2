import type { Ids } from '@runstead/run-domain';

/** For `Retry-After`: 1 to 30 whole seconds, another for each request, so that many clients do not come back at once. */
export function jitteredSeconds(ids: Ids): number {
  return 1 + (Number.parseInt(ids.secret(1), 16) % 30);
}
