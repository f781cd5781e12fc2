import { Api } from '../fixtures/api';
import { ALL_SDK_VERSIONS, SdkScript, type SdkVersion } from '../fixtures/sdk';
import { Server } from '../fixtures/server';
import { PROJECT, runId, scenario } from './scenario';

let server: Server;
let api: Api;
beforeAll(async () => {
  server = await Server.start();
  api = new Api(server);
});
afterAll(async () => {
  await server.stop();
});

describe.each(ALL_SDK_VERSIONS)('wandb %s', (version: SdkVersion) => {
  const id = (what: string): string => runId(what, version);
  const run = (what: string, environment = {}): SdkScript => scenario(server, version, what, environment);

  it('creates with `allow` and `never` what is not there', async () => {
    await run('resume-new').succeed();
    for (const name of [id('resume-new'), `${id('resume-new')}-never`])
      expect(await api.run(PROJECT, name)).toMatchObject({ state: 'finished', exitCode: 0 });
  });

  it('tells in its own words that `must` finds no run and `never` finds one', async () => {
    const { stdout } = await run('refused').succeed();
    const refusals = stdout.split('\n').filter((line) => line.startsWith('refused:'));
    expect(refusals).toHaveLength(2);
    expect(refusals[0]).toMatch(/-missing\) .*has not been initialized/);
    expect(refusals[1]).toMatch(/exist/i);
    expect((await api.send('GET', `/runs/local/${PROJECT}/${id('refused')}-missing`)).status).toBe(404);
  });

  it('goes on with `auto` in the run that it remembers', async () => {
    const { stdout } = await run('auto').succeed();
    const [, first] = /^id: (\S+)$/m.exec(stdout) ?? [];
    expect(stdout).toContain(`again: ${first}`);
  });
});
