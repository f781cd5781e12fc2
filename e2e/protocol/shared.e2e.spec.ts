import { Api } from '../fixtures/api';
import { ALL_SDK_VERSIONS, SdkScript } from '../fixtures/sdk';
import { Server } from '../fixtures/server';
import { column, consoleTexts, PROJECT, runId } from './scenario';

let server: Server;
let api: Api;
beforeAll(async () => {
  server = await Server.start();
  api = new Api(server);
});
afterAll(async () => {
  await server.stop();
});

describe('writers that share a run', () => {
  it.each(ALL_SDK_VERSIONS)('8 processes of wandb %s lose nothing', async (version) => {
    const id = runId('shared', version);
    await new SdkScript(server, version, '../protocol/shared.py', [id, '8']).succeed();
    const shared = await api.run(PROJECT, id);
    expect(shared).toMatchObject({ state: 'finished', exitCode: 0 });
    const ranks = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(shared.config).toMatchObject(Object.fromEntries(ranks.map((rank) => [`rank${rank}`, rank])));
    const values = await column(api, id, 'value');
    expect([...values].sort((a, b) => a - b)).toEqual(ranks.flatMap((rank) => Array.from({ length: 40 }, (_, row) => rank * 1000 + row)));
    for (const rank of ranks) expect(await column(api, id, `of/${rank}`)).toEqual(Array.from({ length: 40 }, (_, row) => row));
    const { files, totals } = await api.receipt(PROJECT, id);
    expect(totals).toMatchObject({ gaps: 0, deadLetters: 0 });
    const histories = files.filter(({ file }) => file === 'wandb-history.jsonl');
    expect(histories.map(({ linesStored }) => linesStored)).toEqual(ranks.map(() => 40));
    const texts = await consoleTexts(api, id);
    for (const rank of ranks) expect(texts).toContain(`rank ${rank} row 30`);
  });
});
