import 'reflect-metadata';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '@runstead/platform';
import { DeadLetterOffice, MaintenanceJobs } from '@runstead/projections';
import { MaintenanceModule } from './maintenance.module';
import { version } from './version';

export interface OpenMaintenance {
  readonly jobs: MaintenanceJobs;
  readonly letters: DeadLetterOffice;
  close(): Promise<void>;
}

/**
 * Opens the data directory of the environment itself, with its projections running. Null when a server uses it: then that server
 * has to be asked. Throws when there is no such directory or the configuration is wrong.
 */
export async function openMaintenance(environment: NodeJS.ProcessEnv): Promise<OpenMaintenance | null> {
  const read = readConfig({ ...environment, RUNSTEAD_LOG_LEVEL: environment['RUNSTEAD_LOG_LEVEL'] ?? 'error' });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const log = join(read.config.dataDir, 'log');
  await access(log).catch(() => {
    throw new Error(`There is no data in ${read.config.dataDir}: set RUNSTEAD_DATA_DIR to a directory that Runstead has used.`);
  });
  try {
    const app = await NestFactory.createApplicationContext(MaintenanceModule.with(read.config, version), {
      logger: false,
      abortOnError: false,
    });
    return { jobs: app.get(MaintenanceJobs), letters: app.get(DeadLetterOffice), close: () => app.close() };
  } catch (error) {
    if (error instanceof Error && error.name === 'LogDirectoryLockedError') return null;
    throw error;
  }
}
