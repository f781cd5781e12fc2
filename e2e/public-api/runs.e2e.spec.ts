import { SDK_VERSIONS, SdkScript } from '../fixtures/sdk';
import { Server } from '../fixtures/server';

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(async () => {
  expect(await server.stop()).toEqual({ code: 0, signal: null });
});

describe.each(SDK_VERSIONS)('wandb.Api() of %s', (version) => {
  it('filters and orders runs as Python does', async () => {
    const script = new SdkScript(server, version, '../public-api/runs.py', [`runs-${version.replaceAll('.', '-')}`]);
    expect((await script.succeed()).stdout).toContain('all as Python says');
  });
});
