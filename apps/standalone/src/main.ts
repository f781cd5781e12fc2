import 'reflect-metadata';
import { join } from 'node:path';
import { readConfig } from '@runstead/platform';
import { startStandalone } from './standalone';

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) fail(['Runstead cannot start with this configuration:', ...read.problems.map((problem) => `  ${problem}`)].join('\n'));
  try {
    await startStandalone(read.config, join(__dirname, '../../ui/dist'), process.stdout);
  } catch (error) {
    fail(explain(error, read.config));
  }
}

/** One sentence for what a person can mend; the whole error for what only we can. */
function explain(error: unknown, config: { host: string; port: number; dataDir: string }): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE')
    return `Port ${config.port} on ${config.host} is taken by another process: stop it, or choose another with RUNSTEAD_PORT.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `Runstead may not use ${(error as NodeJS.ErrnoException).path ?? config.dataDir}: ${(error as Error).message}.`;
  if (error instanceof Error && error.name === 'LogDirectoryLockedError') return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

void main();
