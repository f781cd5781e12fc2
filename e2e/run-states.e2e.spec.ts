import { Api } from './fixtures/api';
import { SDK_VERSIONS, SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

let server: Server;
let api: Api;
beforeAll(async () => {
  server = await Server.start({ RUNSTEAD_CRASH_AFTER_SECONDS: '8' });
  api = new Api(server);
});
afterAll(async () => {
  await server.stop();
});

describe.each(SDK_VERSIONS)('runs of wandb %s end', (version) => {
  const id = (what: string): string => `${what}-${version.replaceAll('.', '-')}`;
  const project = 'e2e-exits';
  const script = (how: string, environment = {}): SdkScript => new SdkScript(server, version, 'exits.py', [how, id(how)], environment);

  it.each(['with', 'end'])('A6 D7: finished by `%s`', async (how) => {
    await script(how).succeed();
    expect(await api.run(project, id(how))).toMatchObject({ state: 'finished', exitCode: 0 });
  });

  it('A5: several, one after the other', async () => {
    await script('several').succeed();
    for (const number of [0, 1, 2]) expect(await api.run(project, `${id('several')}-${number}`)).toMatchObject({ state: 'finished' });
  });

  it('A7: child processes with runs of their own', async () => {
    await script('children').succeed();
    for (const name of [id('children'), `${id('children')}-0`, `${id('children')}-1`])
      expect(await api.run(project, name)).toMatchObject({ state: 'finished' });
  });

  it('D8: failed by an exception', async () => {
    expect((await script('raise').done).code).toBe(1);
    expect(await api.run(project, id('raise'))).toMatchObject({ state: 'failed', exitCode: 1 });
  });

  it('D8: failed by an exit code', async () => {
    expect((await script('code').done).code).toBe(3);
    expect(await api.run(project, id('code'))).toMatchObject({ state: 'failed', exitCode: 3 });
  });

  it('A3: without a project, in `uncategorized`', async () => {
    await script('no-project').succeed();
    expect(await api.run('uncategorized', id('no-project'))).toMatchObject({ state: 'finished' });
  });

  it('D6 D9: running while it logs; killed without a word, crashed after the limit', async () => {
    const name = `lost-${version.replaceAll('.', '-')}`;
    const running = new SdkScript(server, version, 'lost.py', [name]);
    await running.printed('logging');
    await api.until(
      () => api.run(project, name),
      (run) => run.state === 'running',
    );
    running.kill('SIGKILL');
    await running.done;
    const crashed = await api.until(
      () => api.run(project, name),
      (run) => run.state !== 'running',
    );
    expect(crashed.state).toBe('crashed');
    expect(crashed.timeline.at(-1)).toMatchObject({ state: 'crashed', cause: 'RunHeartbeatLost' });
    expect(crashed.endedAt).toBeLessThan(crashed.timeline.at(-1)!.time);
  });

  it('C3: stopped from the page, killed', async () => {
    const running = script('forever');
    await running.printed('logging');
    await api.until(
      () => api.run(project, id('forever')),
      (run) => run.state === 'running',
    );
    expect((await api.send('POST', `/runs/local/${project}/${id('forever')}/stop`)).ok).toBe(true);
    expect((await running.done).code).not.toBe(0);
    const stopped = await api.run(project, id('forever'));
    expect(stopped.state).toBe('killed');
    expect(stopped.timeline.map((change) => change.state)).toEqual(expect.arrayContaining(['running', 'stopping', 'killed']));
  });
});
