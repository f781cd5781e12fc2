import { definitionOf } from '@runstead/run-domain';
import { Api } from '../fixtures/api';
import { ALL_SDK_VERSIONS, SdkScript, type SdkVersion } from '../fixtures/sdk';
import { Server } from '../fixtures/server';
import { column, consoleTexts, PROJECT, runId, scenario } from './scenario';

let server: Server;
let api: Api;
beforeAll(async () => {
  server = await Server.start({ RUNSTEAD_CRASH_AFTER_SECONDS: '8' });
  api = new Api(server);
});
afterAll(async () => {
  await server.stop();
});

describe.each(ALL_SDK_VERSIONS)('wandb %s', (version: SdkVersion) => {
  const id = (what: string): string => runId(what, version);
  const run = (what: string, environment = {}): SdkScript => scenario(server, version, what, environment);

  it('defines metrics, logs nested and strange keys, draws charts', async () => {
    await run('values').succeed();
    const { metrics, charts, summary } = await api.run(PROJECT, id('values'));
    // Whether a glob is sent as such or expanded is the client's affair.
    const of = (metric: string) => definitionOf(metric, metrics ?? []);
    expect(of('loss')).toMatchObject({ hidden: true, summary: ['min', 'max'] });
    expect(of('epoch')).toMatchObject({ explicit: true });
    expect(of('val/acc')).toMatchObject({ stepMetric: 'epoch' });
    expect(charts).toEqual([expect.objectContaining({ key: 'chart', definition: 'wandb/line/v0', fields: { x: 'x', y: 'y' } })]);
    expect(summary).toMatchObject({ loss: { min: 1, max: 3 }, nest: { a: { b: 2 } } });
    for (const key of ['nest.a.b', 'sp ace/ü.x', 'a\\b', 'q"uote']) expect(await column(api, id('values'), key)).not.toEqual([]);
  });

  it('sends gzip when it is told to, and the lines arrive', async () => {
    await scenario(server, version, 'again', { WANDB_X_FILE_STREAM_NO_GZIP: 'false' }, id('gzip')).succeed();
    expect(await column(api, id('gzip'), 'v')).toEqual([2, 2, 2, 1, 1, 1]);
  });

  it('rewrites console lines in place', async () => {
    await run('bars').succeed();
    const texts = await consoleTexts(api, id('bars'));
    expect(texts.filter((text) => text.startsWith('progress'))).toEqual(['progress 100%']);
    expect(texts).toEqual(expect.arrayContaining(['after the bar', 'to the errors']));
  });

  it('is preempted, not crashed, when it said so and fell silent', async () => {
    const script = run('preempting');
    await script.printed('preempting');
    await api.until(
      () => api.run(PROJECT, id('preempting')),
      ({ timeline }) => timeline.some(({ cause }) => cause === 'RunPreempting'),
    );
    script.kill('SIGKILL');
    await script.done;
    const lost = await api.until(
      () => api.run(PROJECT, id('preempting')),
      ({ state }) => state !== 'running',
    );
    expect(lost.state).toBe('preempted');
  });
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
