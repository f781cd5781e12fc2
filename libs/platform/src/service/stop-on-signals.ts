import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readiness } from '../readiness';

/** Longest that requests in hand may take once a stop was asked for; then their clients repeat them elsewhere. */
const DRAIN_MS = 20_000;

/** Unready, drain, flush, exit. A second signal means that the person will not wait. */
export function stopOnSignals(app: NestFastifyApplication): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    app.get(Readiness).drain();
    setTimeout(() => app.getHttpServer().closeAllConnections(), DRAIN_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Runstead did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
