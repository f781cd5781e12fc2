import { Registry, collectDefaultMetrics } from 'prom-client';

/** A registry of this application (not the library's global one), with process and event-loop metrics. */
export function makeRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'runstead_' });
  return registry;
}
