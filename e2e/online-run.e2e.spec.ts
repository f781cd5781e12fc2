import { Api } from './fixtures/api';
import { SDK_VERSIONS, SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

const STEPS = 10_000;
const KEYS = 20;

let server: Server;
let api: Api;
beforeAll(async () => {
  server = await Server.start();
  api = new Api(server);
});
afterAll(async () => {
  expect(await server.stop()).toEqual({ code: 0, signal: null });
});

describe.each(SDK_VERSIONS)('an online run of wandb %s', (version) => {
  const id = `online-${version.replaceAll('.', '-')}`;
  const project = 'e2e-online';

  beforeAll(async () => {
    const script = new SdkScript(server, version, 'online_run.py', [String(STEPS), String(KEYS), id]);
    const { stderr } = await script.succeed();
    expect(stderr).toContain('View run at');
    // The client itself warns that it links a saved file; any other warning would be ours.
    expect(stderr.replace(/^.*WARNING Symlinked 1 file.*$/m, '')).not.toMatch(/WARNING|ERROR|Fatal/);
  });

  it('A1 A2 D1 D4 D5 E6: exists with what it was started with', async () => {
    const run = await api.run(project, id);
    expect(run).toMatchObject({
      entity: 'local',
      project,
      name: id,
      displayName: 'the name',
      notes: 'some notes',
      tags: ['one', 'two'],
      group: 'a group',
      jobType: 'train',
      author: 'local',
      state: 'finished',
      exitCode: 0,
    });
  });

  it('D19 D20: has its configuration and summary', async () => {
    const run = await api.run(project, id);
    expect(run.config).toEqual({
      lr: 0.001,
      model: { depth: 4, act: 'relu' },
      seed: '9223372036854775807',
      layers: [1, 2, 3],
      late: 'added',
    });
    expect(run.summary).toMatchObject({ best: 0.25, 'group3/key19': (STEPS - 1) * 0.5 + 19 / 7, _step: STEPS });
  });

  it('D12-D17: knows the machine it ran on', async () => {
    const run = await api.run(project, id);
    for (const field of ['host', 'operatingSystem', 'pythonVersion', 'pythonExecutable', 'command', 'hardware'] as const)
      expect(run[field]).toEqual(expect.stringMatching(/\S/));
    expect(run.clientVersion).toBe(version);
    expect(run.command).toContain('online_run.py');
  });

  it('A9: has every value of every key at every step, exactly', async () => {
    for (let from = 0; from < KEYS; from += 5) {
      const keys = [0, 1, 2, 3, 4].map((n) => `group${(from + n) % 4}/key${from + n}`);
      const series = await api.series(project, { keys, runs: [id], buckets: 10_000 });
      expect(series.map((line) => line.key).sort()).toEqual([...keys].sort());
      for (const line of series) {
        const key = Number(line.key.split('key')[1]);
        expect(line.width).toBe(0);
        expect(Array.from(line.x)).toEqual(Array.from({ length: STEPS }, (_, step) => step));
        expect(Array.from(line.y)).toEqual(Array.from({ length: STEPS }, (_, step) => step * 0.5 + key / 7));
      }
    }
  });

  it('the receipt proves it', async () => {
    const receipt = await api.receipt(project, id);
    const history = receipt.files.find((file) => file.file === 'wandb-history.jsonl');
    expect(history).toMatchObject({ linesStored: STEPS + 1, gaps: 0, deadLetters: 0, linesRewritten: 0 });
    expect(history!.linesReceived).toBe(history!.linesStored + history!.linesRepeated);
    expect(receipt.complete).toBe(true);
  });

  it('H1 H2: has its console, both streams', async () => {
    const page = await api.get<{ total: number; lines: { text: string; stream: string }[] }>(
      `/runs/local/${project}/${id}/console?last=1000`,
    );
    const texts = page.lines.map((line) => line.text);
    for (let step = 0; step < STEPS; step += 1000) expect(texts).toContain(`step ${step}`);
    expect(page.lines.find((line) => line.text === 'an error line')?.stream).toBe('stderr');
  });

  it('I1: has its files, byte for byte', async () => {
    const { files } = await api.get<{ files: { name: string; size: number }[] }>(`/runs/local/${project}/${id}/files`);
    const names = files.map((file) => file.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'out/notes.txt',
        'requirements.txt',
        'config.yaml',
        'wandb-metadata.json',
        'wandb-summary.json',
        'output.log',
      ]),
    );
    expect(names.filter((name) => /^media\/images\/image_.*\.png$/.test(name))).toHaveLength(1);
    const answer = await api.send('GET', `/runs/local/${project}/${id}/files/out/notes.txt`);
    expect(await answer.text()).toBe('saved by hand: ä世😀\n');
  });

  it('F1-F4: has system metrics', async () => {
    const { keys } = await api.get<{ keys: { key: string }[] }>(`/runs/local/${project}/${id}/keys?source=system`);
    expect(keys.map(({ key }) => key)).toEqual(expect.arrayContaining(['system.cpu', 'system.memory_percent', 'system.network.sent']));
  });
});
