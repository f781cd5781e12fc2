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

  it('clears the exit code of a failed run that is resumed', async () => {
    await run('failed').done;
    expect(await api.run(PROJECT, id('failed'))).toMatchObject({ state: 'failed', exitCode: 3 });
    await scenario(server, version, 'go-on', {}, id('failed')).succeed();
    const resumed = await api.run(PROJECT, id('failed'));
    expect(resumed).toMatchObject({ state: 'finished', exitCode: 0 });
    expect(resumed.timeline.map(({ state }) => state)).toEqual(['pending', 'running', 'failed', 'running', 'finished']);
  });

  it('is rewound: what lay behind the step is gone from charts, keys and summary, and the log goes on', async () => {
    await run('rewind').succeed();
    const rewound = await api.run(PROJECT, id('rewind'));
    expect(await column(api, id('rewind'), 'v')).toEqual([1, 1, 1, 1, 1, 2, 2, 2]);
    expect(await column(api, id('rewind'), 'late')).toEqual([]);
    expect(rewound.summary).not.toHaveProperty('late');
    expect(rewound.timeline.find(({ state }) => state === 'rewound')).toMatchObject({ cause: 'RunRewound' });
    expect(rewound).toMatchObject({ state: 'finished', exitCode: 0 });
  });

  it('forks: the new run begins with the history of the old one', async () => {
    await run('fork').succeed();
    expect(await column(api, `${id('fork')}-fork`, 'v')).toEqual([1, 1, 1, 1, 1, 2, 2]);
    expect(await column(api, id('fork'), 'v')).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it('uses an id again: the last row of a step is shown, and no line is lost', async () => {
    await run('again').succeed();
    expect(await column(api, id('again'), 'v')).toEqual([2, 2, 2, 1, 1, 1]);
    const receipt = await api.receipt(PROJECT, id('again'));
    expect(receipt.files.find(({ file }) => file === 'wandb-history.jsonl')).toMatchObject({ linesStored: 9, gaps: 0 });
  });
});
