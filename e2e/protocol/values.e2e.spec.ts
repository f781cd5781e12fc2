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
});

/** It lasts as long as the widened limit of silence, whatever the client. */
it('is preempted, not crashed, when it said so and fell silent', async () => {
  const id = runId('preempting', '0.31.0');
  const script = scenario(server, '0.31.0', 'preempting');
  await script.printed('preempting');
  await api.until(
    () => api.run(PROJECT, id),
    ({ timeline }) => timeline.some(({ cause }) => cause === 'RunPreempting'),
  );
  script.kill('SIGKILL');
  await script.done;
  const lost = await api.until(
    () => api.run(PROJECT, id),
    ({ state }) => state !== 'running',
  );
  expect(lost.state).toBe('preempted');
});
