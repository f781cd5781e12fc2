import type { ServerSettings } from '@runstead/run-domain';
import type { ServerConfig } from './config';

/** What features may know of the configuration. */
export function serverSettings(config: ServerConfig, version: string, staticDir: string, signingSecret: string): ServerSettings {
  return {
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    crashAfterSeconds: config.crashAfterSeconds,
    garbageAfterSeconds: config.garbageAfterSeconds,
    version,
    signingSecret,
    staticDir,
    adminUser: config.adminUser,
    adminApiKey: config.adminApiKey,
  };
}
