import { Api } from '../fixtures/api';
import { ALL_SDK_VERSIONS, SdkScript } from '../fixtures/sdk';
import { Server } from '../fixtures/server';
import { column, PROJECT, runId } from './scenario';

let server: Server;
let api: Api;
beforeAll(async () => {
  server = await Server.start();
  api = new Api(server);
});
afterAll(async () => {
  await server.stop();
});

it.each(ALL_SDK_VERSIONS)(
  'a run of wandb %s that was logged offline is synced, and synced again, and shows each step once',
  async (version) => {
    const id = runId('offline', version);
    await new SdkScript(server, version, '../protocol/offline.py', ['offline', id]).succeed();
    const synced = await api.run(PROJECT, id);
    expect(synced).toMatchObject({ state: 'finished', exitCode: 0 });
    expect(await column(api, id, 'v')).toEqual([0, 1, 2, 3, 4, 5]);
    // The old implementation of `sync` in 0.26 uploads no environment.
    if (version !== '0.26.1') expect(synced.startedAt).toBeLessThanOrEqual(synced.lastLoggedAt ?? 0);
    expect(synced.lastLoggedAt).toBeLessThan(synced.createdAt + 1_000);
    expect((await api.receipt(PROJECT, id)).totals).toMatchObject({ gaps: 0, deadLetters: 0 });
  },
);
