import type { RunList } from '@runstead/ui-contract';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from './fixtures/api';
import { Server } from './fixtures/server';

let server: Server;
let api: Api;
let sources: string;
beforeAll(async () => {
  server = await Server.start();
  api = new Api(server);
  sources = mkdtempSync(join(tmpdir(), 'runstead-import-'));
  const written = spawnSync(process.env.RUNSTEAD_TEST_PYTHON_OTHER_TRACKERS!, [join(__dirname, 'scripts/other_trackers.py'), sources], {
    encoding: 'utf8',
  });
  if (written.status !== 0) throw new Error(written.stderr);
});
afterAll(async () => {
  await server.stop();
  rmSync(sources, { recursive: true, force: true });
});

function bring(kind: string, path: string): { status: number | null; text: string } {
  const script = join(__dirname, '../scripts/import.mjs');
  const child = spawnSync(process.execPath, [script, kind, path, '--host', server.url, '--key', server.key], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return { status: child.status, text: child.stdout + child.stderr };
}

async function runs(project: string) {
  return (await api.get<RunList>(`/projects/local/${project}/runs`)).runs;
}

describe('TensorBoard event files become runs', () => {
  it('one for each folder, and says what it left out', async () => {
    const { status, text } = bring('tensorboard', join(sources, 'tb'));
    expect(text).toContain('Imported 2 runs.');
    expect(text).toContain('Left out: 2 x tensor that is not one number');
    expect(status).toBe(0);
    expect((await runs('tb')).map((run) => [run.displayName, run.state]).sort()).toEqual([
      ['first', 'finished'],
      ['nested/second', 'finished'],
    ]);
  });

  it('with every scalar, histogram and image', async () => {
    const [run] = (await runs('tb')).filter(({ displayName }) => displayName === 'first');
    const [loss] = await api.series('tb', { keys: ['loss'], runs: [run!.name] });
    expect(Array.from(loss!.y)).toEqual(Array.from({ length: 100 }, (_, step) => Math.fround(1 / (step + 1))));
    const { keys } = await api.get<{ keys: { key: string; kind: string }[] }>(`/runs/local/tb/${run!.name}/keys?source=history`);
    expect(keys).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'weights', kind: 'histogram' }),
        expect.objectContaining({ key: 'sample', kind: 'image-file' }),
      ]),
    );
    const { files } = await api.get<{ files: { name: string }[] }>(`/runs/local/tb/${run!.name}/files`);
    expect(files.filter(({ name }) => name.startsWith('media/images/sample_7_'))).toHaveLength(1);
  });

  it('once, however often they are brought', async () => {
    const before = await runs('tb');
    bring('tensorboard', join(sources, 'tb'));
    expect(await runs('tb')).toHaveLength(before.length);
    for (const { name } of before) {
      const history = (await api.receipt('tb', name)).files.find(({ file }) => file === 'wandb-history.jsonl')!;
      expect(history).toMatchObject({ linesRewritten: 0, gaps: 0 });
      expect(history.linesRepeated).toBe(history.linesStored);
    }
  });

  it('and a folder without any is refused in one sentence', () => {
    const { status, text } = bring('tensorboard', join(__dirname, 'fixtures'));
    expect(status).toBe(1);
    expect(text.trim().split('\n')).toHaveLength(1);
  });
});

describe('a project goes out again', () => {
  it('as documents, every row, console and files', async () => {
    const out = join(sources, 'out');
    const script = join(__dirname, '../scripts/export.mjs');
    const child = spawnSync(process.execPath, [script, 'local/tb', '--out', out, '--host', server.url, '--key', server.key], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(child.stdout).toContain('Exported 2 runs');
    for (const { name, displayName } of await runs('tb')) {
      expect(JSON.parse(readFileSync(join(out, name, 'run.json'), 'utf8'))).toMatchObject({ name, displayName });
      const rows = readFileSync(join(out, name, 'history.jsonl'), 'utf8')
        .trim()
        .split('\n');
      expect(rows.map((row) => (JSON.parse(row) as { loss: number }).loss)).toEqual(
        Array.from({ length: 100 }, (_, step) => Math.fround(1 / (step + 1))),
      );
      const [image] = (await api.get<{ files: { name: string; size: number }[] }>(`/runs/local/tb/${name}/files`)).files;
      expect(readFileSync(join(out, name, 'files', image!.name)).length).toBe(image!.size);
    }
  });
});

describe('an MLflow database becomes runs', () => {
  it('with parameters, tags, states and every value', async () => {
    const { status, text } = bring('mlflow', join(sources, 'mlflow.db'));
    expect(text).toContain('Imported 2 runs.');
    expect(status).toBe(0);
    const all = await runs('vision-baseline');
    expect(all.map(({ displayName, state }) => [displayName, state]).sort()).toEqual([
      ['bad', 'failed'],
      ['good', 'finished'],
    ]);
    const good = all.find(({ displayName }) => displayName === 'good')!;
    const run = await api.run('vision-baseline', good.name);
    expect(run.config).toEqual({ lr: '0.1', arch: 'resnet' });
    expect(run.tags).toContain('team=vision');
    const [loss] = await api.series('vision-baseline', { keys: ['loss'], runs: [good.name] });
    expect(Array.from(loss!.y)).toEqual(Array.from({ length: 50 }, (_, step) => 1 / (step + 1)));
    expect(Array.from(loss!.markKind)).toEqual([0, 1]);
    const receipt = await api.receipt('vision-baseline', good.name);
    expect(receipt.files.find(({ file }) => file === 'wandb-history.jsonl')).toMatchObject({ linesStored: 53, gaps: 0 });
  });
});
