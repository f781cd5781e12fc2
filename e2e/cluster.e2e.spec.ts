import { Api } from './fixtures/api';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

const STEPS = 2_000;
const KEYS = 10;
const project = 'e2e-online';
const id = 'on-a-cluster';

/** The whole way through replicas of every service: what one takes the others know. The other suites run on it by the environment. */
describe('the distributed deployment', () => {
  let server: Server;
  let api: Api;
  beforeAll(async () => {
    server = await Server.start({}, 'cluster');
    api = new Api(server);
  }, 300_000);
  afterAll(async () => {
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  }, 60_000);

  it('takes a run of the real client, its console, files and media', async () => {
    const { stderr } = await new SdkScript(server, '0.31.0', 'online_run.py', [String(STEPS), String(KEYS), id]).succeed();
    expect(stderr.replace(/^.*WARNING Symlinked 1 file.*$/m, '')).not.toMatch(/WARNING|ERROR|Fatal/);
    const run = await api.run(project, id);
    expect(run).toMatchObject({ name: id, displayName: 'the name', state: 'finished', exitCode: 0 });
    expect(run.summary).toMatchObject({ best: 0.25, 'group1/key9': (STEPS - 1) * 0.5 + 9 / 7, _step: STEPS });
  });

  it('holds every line once', async () => {
    const historyOf = async () => (await api.receipt(project, id)).files.find(({ file }) => file === 'wandb-history.jsonl');
    // On a busy machine the last lines are shown a few seconds after the run has ended.
    const history = await api.until(historyOf, (held) => (held?.linesStored ?? 0) > STEPS);
    expect(history).toMatchObject({ linesReceived: STEPS + 1, linesStored: STEPS + 1, gaps: 0, deadLetters: 0 });
  });
});
