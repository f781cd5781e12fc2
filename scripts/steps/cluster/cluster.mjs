import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../run.mjs';
import { components } from '../components/list.mjs';
import { freePort } from '../components/process.mjs';
import { startRouter } from './router.mjs';
import { startService } from './service.mjs';

const REPLICAS = { ingest: 2, projector: 2, query: 1, 'status-monitor': 2 };

/**
 * The distributed deployment on this machine: real components, replicas of each service and a router, all on loopback. What it keeps is in
 * `folder`; started again there, it goes on with it.
 * @param {{ folder: string, port?: number, env?: Record<string, string>, log?: (line: string) => void }} options
 */
export async function startCluster({ folder, port = 0, env: given = {}, log = console.log }) {
  mkdirSync(folder, { recursive: true });
  // Postgres runs as a user of its own when we are root.
  chmodSync(folder, 0o755);
  const key = keyOf(folder, given.RUNSTEAD_ADMIN_API_KEY);
  const running = { components: {}, services: [], router: null };
  const stop = async () => {
    await running.router?.close();
    await Promise.all(running.services.map((service) => service.stop()));
    await Promise.all(Object.values(running.components).map((component) => component.stop()));
  };
  try {
    for (const component of Object.values(components)) await component.installed();
    await step(`Starting ${Object.keys(components).join(', ')}`, () =>
      Promise.all(
        Object.values(components).map(async (component) => {
          const home = join(folder, component.name);
          mkdirSync(home, { recursive: true });
          running.components[component.name] = await component.start({ folder: home });
        }),
      ),
    );
    const env = {
      ...Object.assign({}, ...Object.values(running.components).map((component) => component.env)),
      KAFKA_ALLOW_UNSAFE_TOPICS: '1',
      RUNSTEAD_LOG_LEVEL: 'warn',
      ...given,
      RUNSTEAD_ADMIN_API_KEY: key,
    };
    // Links are made from the public address, so the router's port comes first.
    const { port: publicPort, begin } = await reservedPort(port);
    env.RUNSTEAD_PUBLIC_URL ??= `http://localhost:${publicPort}`;
    await step('Starting the services', () => startServices(running, { folder, env, log }));
    const portsOf = (name) => running.services.filter((service) => service.name === name).map((service) => service.port);
    running.router = await begin({ replicas: { ingest: portsOf('ingest'), query: portsOf('query') } });
    return { address: env.RUNSTEAD_PUBLIC_URL, port: publicPort, key, env, folder, ...running, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** The first replica brings the databases up to date; the others find that done. */
async function startServices(running, { folder, env, log }) {
  const all = Object.entries(REPLICAS).flatMap(([name, count]) => Array.from({ length: count }, (_, replica) => ({ name, replica })));
  const begin = async (which) => {
    const service = await startService({ ...which, folder, env, log });
    running.services.push(service);
    await service.ready();
  };
  await begin(all[0]);
  await Promise.all(all.slice(1).map(begin));
}

async function reservedPort(wanted) {
  const port = wanted || (await freePort());
  return { port, begin: (options) => startRouter({ port, ...options }) };
}

function keyOf(folder, given) {
  const file = join(folder, 'admin-api-key');
  const key = given ?? (existsSync(file) ? readFileSync(file, 'utf8') : randomBytes(20).toString('hex'));
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}
