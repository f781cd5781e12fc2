import 'reflect-metadata';
import { AccountCommands } from '@runstead/accounts';
import { runService } from '@runstead/platform';
import { ServerSettings } from '@runstead/run-domain';
import { IngestModule } from './app.module';

void runService({
  name: 'ingest',
  module: (config) => IngestModule.with(config),
  prepare: async (app) => {
    // Before the first request: a client that comes at once must not be told that its key is wrong.
    const { username, newKey } = await app.get(AccountCommands, { strict: false }).ensureAdministrator();
    const chosen = app.get(ServerSettings).adminApiKey !== null;
    return newKey === null || chosen ? [] : [`The API key of the administrator ${username}, shown only now: ${newKey}`];
  },
});
