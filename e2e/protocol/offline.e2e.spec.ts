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
    // Also with 0.26, whose `sync` uploads no environment.
    expect(synced.startedAt).toBeLessThanOrEqual(synced.lastLoggedAt ?? 0);
    expect(synced.startedAt).toBeGreaterThan(synced.createdAt - 600_000);
    expect(synced.lastLoggedAt).toBeLessThan(synced.createdAt + 1_000);
    expect((await api.receipt(PROJECT, id)).totals).toMatchObject({ gaps: 0, deadLetters: 0 });
  },
);

/** The client writes its own file in blocks of 32 KiB: what was in the last one died with it. */
it.each(ALL_SDK_VERSIONS)(
  'a run of wandb %s that died in the middle is completed by `wandb sync`, and shows each step once',
  async (version) => {
    const id = runId('partial', version);
    await new SdkScript(server, version, '../protocol/offline.py', ['partial', id]).succeed();
    const values = await column(api, id, 'v');
    expect(values.length).toBeGreaterThan(20);
    expect(values).toEqual(values.map((_, step) => step));
    expect((await api.receipt(PROJECT, id)).totals).toMatchObject({ gaps: 0, deadLetters: 0 });
  },
);

it.each(ALL_SDK_VERSIONS)('`wandb verify` of %s finds nothing wrong but that there is no TLS', async (version) => {
  const { stdout } = await new SdkScript(server, version, '../protocol/offline.py', ['verify', runId('verify', version)]).succeed();
  const checks = stdout.split('\n').filter((line) => line.startsWith('Checking'));
  const failed = checks.filter((line) => line.includes('❌')).map((line) => line.replace(/\.*❌.*/, ''));
  expect(checks.length).toBeGreaterThan(failed.length);
  // Both warn of an address that is not https.
  expect(failed).toEqual(['Checking requests to base url', 'Checking requests made over signed URLs']);
});
