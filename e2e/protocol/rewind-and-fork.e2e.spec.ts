import { Api } from '../fixtures/api';
import { ALL_SDK_VERSIONS, SdkScript, type SdkVersion } from '../fixtures/sdk';
import { Server } from '../fixtures/server';
import { column, PROJECT, runId, scenario } from './scenario';

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
