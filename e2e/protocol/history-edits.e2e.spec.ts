import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SDK_VERSIONS, SdkScript, type SdkVersion } from '../fixtures/sdk';
import { Server } from '../fixtures/server';
import { PROJECT, runId } from './scenario';

interface Shown {
  readonly scanned: readonly Readonly<Record<string, number>>[];
  readonly sampled: readonly Readonly<Record<string, number>>[];
  readonly summary: Readonly<Record<string, number>>;
  readonly keys: readonly string[];
}

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(async () => {
  await server.stop();
});

/** The command line, as a person uses it; the id of the edit that it tells. */
function history(...told: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(__dirname, '../../scripts/history.mjs'), ...told], {
    env: { PATH: process.env.PATH ?? '', WANDB_BASE_URL: server.url, WANDB_API_KEY: server.key },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split(' ')[0] ?? '';
}

describe.each(SDK_VERSIONS)('wandb %s sees the edits of a history', (version: SdkVersion) => {
  it('in scans, samples, summary and keys; and, when they are undone, what it logged', async () => {
    const [one, two] = [runId('edits-one', version), runId('edits-two', version)];
    const script = new SdkScript(server, version, '../protocol/history_edits.py', [PROJECT, one, two]);
    const run = `local/${PROJECT}/${one}`;
    let asked = 0;
    const shown = async (): Promise<Shown> => {
      asked += 1;
      return JSON.parse(await script.line('shown:', asked)) as Shown;
    };
    const again = async (): Promise<Shown> => {
      script.goOn();
      return shown();
    };
    const logged = await shown();
    expect(logged.scanned).toEqual([0, 1, 2, 3, 4].map((step) => ({ loss: 5 - step, acc: step / 10, _step: step })));

    const renamed = history('rename', run, 'loss', 'cost', '--reason', 'one name');
    const after = await again();
    expect(after.scanned).toEqual([0, 1, 2, 3, 4].map((step) => ({ cost: 5 - step, acc: step / 10, _step: step })));
    expect(after.sampled.map((row) => row['cost'])).toEqual([5, 4, 3, 2, 1]);
    expect([after.summary, after.keys]).toEqual([{ cost: 1, acc: 0.4 }, ['acc', 'cost']]);
    history('undo', run, renamed);
    expect(await again()).toEqual(logged);

    const merged = history('merge', run, two);
    const united = await again();
    expect(united.scanned.map((row) => [row['_step'], row['loss']])).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => [step, 5 - (step % 5)]),
    );
    history('undo', run, merged);
    expect(await again()).toEqual(logged);
    script.goOn('end');
    await script.succeed();
  });
});
