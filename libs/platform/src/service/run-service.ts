import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { SystemClock } from '@runstead/run-domain';
import { readConfig } from '../config';
import { type DistributedConfig, readStores } from '../distributed/distributed-config';
import { StoresUnavailableError, closeDistributedStores, openDistributedStores } from '../distributed/distributed-stores';
import { makeHttpAdapter } from '../http-server';
import { StartNotices } from '../start-notices';
import { stopOnSignals } from './stop-on-signals';

export interface Service {
  /** `ingest`, `projector`, … */
  readonly name: string;
  readonly module: (config: DistributedConfig) => DynamicModule;
  /** Before the first request is taken. Answers what an operator should read. */
  readonly prepare?: (app: NestFastifyApplication) => Promise<readonly string[]>;
}

/**
 * Starts one service of the distributed deployment on the environment's configuration; ends the process when it cannot. With `--migrate`
 * it only makes what is missing in the stores and ends.
 */
export async function runService(service: Service): Promise<void> {
  // The version is pinned and works on this Node; that a later one will not is nothing for operators.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  try {
    const config = configured(process.env);
    await (process.argv.includes('--migrate') ? migrate(config) : start(service, config));
  } catch (error) {
    process.stderr.write(`${explain(service, error)}\n`);
    process.exit(1);
  }
}

class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Everything that is wrong, in one message. */
function configured(environment: NodeJS.ProcessEnv): DistributedConfig {
  const server = readConfig(environment);
  const stores = readStores(environment);
  if (server.ok && stores.ok) return { ...server.config, stores: stores.stores };
  throw new ConfigurationError([...(server.ok ? [] : server.problems), ...(stores.ok ? [] : stores.problems)]);
}

async function start(service: Service, config: DistributedConfig): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(service.module(config), makeHttpAdapter(), {
    // What the framework says while it starts helps nobody; what goes wrong is thrown.
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  stopOnSignals(app);
  app.useLogger(app.get(Logger));
  await app.init();
  const notices = [...app.get(StartNotices).sentences, ...((await service.prepare?.(app)) ?? [])];
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  process.stdout.write(`Runstead ${service.name} is ready on ${config.host}:${port}\n`);
  for (const notice of notices) process.stdout.write(`Note: ${notice}\n`);
}

/** Topics, bucket and tables: what every start does first, alone. */
async function migrate(config: DistributedConfig): Promise<never> {
  const stores = await openDistributedStores(config.stores, { service: 'migrations', duties: [] }, new SystemClock());
  await closeDistributedStores(stores);
  for (const notice of stores.notices) process.stdout.write(`Note: ${notice}\n`);
  process.stdout.write('Topics, bucket and tables are as this version wants them.\n');
  // A job is over when its process is, whatever a client still holds open.
  process.exit(0);
}

function explain({ name }: Service, error: unknown): string {
  const title = `Runstead ${name} cannot start:`;
  if (error instanceof ConfigurationError || error instanceof StoresUnavailableError)
    return [title, ...error.problems.map((problem) => `  ${problem}`)].join('\n');
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return `${title} its port is taken by another process: stop it, or choose another with RUNSTEAD_PORT.`;
  return `${title} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
