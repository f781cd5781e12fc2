import { Api } from '../fixtures/api';
import { ALL_SDK_VERSIONS, SdkScript, type SdkVersion } from '../fixtures/sdk';
import { Server } from '../fixtures/server';
import { column, consoleTexts, PROJECT, runId, scenario } from './scenario';

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

  it('resumes: steps, lines and config go on, and nothing is written over', async () => {
    await run('resume').succeed();
    const resumed = await api.run(PROJECT, id('resume'));
    expect(resumed).toMatchObject({ state: 'finished', exitCode: 0, tags: ['a'], notes: 'note', config: { lr: 0.1, more: 2 } });
    expect(resumed.summary).toMatchObject({ v: 3, _step: 9 });
    expect(await column(api, id('resume'), 'v')).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 3, 3]);
    const texts = await consoleTexts(api, id('resume'));
    // The oldest client begins its console at line 0 again after a resume and writes over what was there (it is counted).
    expect(texts).toEqual(expect.arrayContaining(version === '0.26.1' ? ['second line'] : ['first line', 'second line']));
    const receipt = await api.receipt(PROJECT, id('resume'));
    expect(receipt.totals).toMatchObject({ gaps: 0, deadLetters: 0 });
    expect(receipt.files.find(({ file }) => file === 'wandb-history.jsonl')).toMatchObject({ linesReceived: 10, linesStored: 10 });
  });

  it('clears the exit code of a failed run that is resumed', async () => {
    await run('failed').done;
    expect(await api.run(PROJECT, id('failed'))).toMatchObject({ state: 'failed', exitCode: 3 });
    await scenario(server, version, 'go-on', {}, id('failed')).succeed();
    const resumed = await api.run(PROJECT, id('failed'));
    expect(resumed).toMatchObject({ state: 'finished', exitCode: 0 });
    expect(resumed.timeline.map(({ state }) => state)).toEqual(['pending', 'running', 'failed', 'running', 'finished']);
  });
});
