import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { Clock } from '@runstead/run-domain';
import { AccountCommands, OneTimeLinks } from '@runstead/accounts';
import { Readiness, type ServerConfig, StartNotices, makeHttpAdapter, stopOnSignals } from '@runstead/platform';
import { ProjectionHealth } from '@runstead/projections';
import { StandaloneModule } from './app.module';
import { banner } from './banner';
import { version } from './version';

/** A projection that has work and did not move for so long is not merely busy. */
const PROJECTION_SILENCE_MS = 60_000;

/** Starts everything on one port and says on `out` how to use it. Throws when the port is taken or the directory in use. */
export async function startStandalone(
  config: ServerConfig,
  staticDir: string,
  out: NodeJS.WritableStream,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(StandaloneModule.with(config, version, staticDir), makeHttpAdapter(), {
    // What the framework says while it starts (every route, every module) helps nobody; what goes wrong is thrown.
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  stopOnSignals(app);
  watchProjections(app);
  await app.init();
  // Before the first request: a client that comes at once must not be told that its key is wrong.
  const administrator = await app.get(AccountCommands).ensureAdministrator();
  await app.listen(config.port, config.host);
  // Only now: a port that is taken is thrown, and said in one sentence.
  app.useLogger(app.get(Logger));
  const address = config.publicUrl ?? `http://localhost:${config.port}`;
  out.write(
    banner({
      address,
      signInLink: `${address}/login?token=${app.get(OneTimeLinks).issue(administrator.username)}`,
      newKey: administrator.newKey,
      dataDir: config.dataDir,
      crashAfterSeconds: config.crashAfterSeconds,
      notices: app.get(StartNotices).sentences,
    }),
  );
  return app;
}

/** A projection that is stuck makes the process unready: what it shows is old. */
function watchProjections(app: NestFastifyApplication): void {
  const health = app.get(ProjectionHealth);
  const clock = app.get(Clock);
  app.get(Readiness).add('projections', async () => {
    const complaints = await health.complaints(clock.now(), PROJECTION_SILENCE_MS);
    if (complaints.length > 0) throw new Error(complaints.join(' '));
  });
}
