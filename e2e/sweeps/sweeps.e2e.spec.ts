import { ALL_SDK_VERSIONS, SdkScript, type SdkVersion } from '../fixtures/sdk';
import { Server } from '../fixtures/server';

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(async () => {
  expect(await server.stop()).toEqual({ code: 0, signal: null });
});

const last = (stdout: string): Record<string, unknown> => JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;

async function functionAgent(
  version: SdkVersion,
): Promise<Record<string, unknown> & { seen: [string, string, Record<string, unknown>][] }> {
  const project = `sweeps-${version.replaceAll('.', '-')}`;
  const { stdout } = await new SdkScript(server, version, '../sweeps/scripts/function_agent.py', [project]).succeed();
  return last(stdout) as Awaited<ReturnType<typeof functionAgent>>;
}

describe('A10: sweeps', () => {
  it('agents with a function try each combination as a run of its own, with every client', async () => {
    // At the same time: an agent asks every five seconds, and waits for most of them.
    const told = await Promise.all(ALL_SDK_VERSIONS.map((version) => functionAgent(version)));
    for (const { seen, ...rest } of told) {
      expect(seen.map(([, sweep, config]) => [sweep, config])).toEqual([
        [rest['sweep'], { a: 2, opt: { lr: 0.5 } }],
        [rest['sweep'], { a: 1, opt: { lr: 0.5 } }],
      ]);
      expect(rest).toMatchObject({
        state: 'FINISHED',
        name: 'small grid',
        expected: 2,
        runs: seen.map(([id]) => id).sort(),
        best: [seen[1]![0], 1 / 3],
        'of run': rest['sweep'],
        sweeps: 1,
      });
      expect(rest['refused']).toContain('finitely many values');
    }
  });

  it.each(['0.31.0', '0.28.2'] as const)(
    'the command line creates, works on, pauses, resumes, cancels and stops, wandb %s',
    async (version) => {
      const project = `cli-${version.replaceAll('.', '-')}`;
      const { stdout } = await new SdkScript(server, version, '../sweeps/scripts/command_line.py', [project]).succeed();
      expect(last(stdout)).toEqual({
        grid: [0, 'FINISHED', 2],
        running: true,
        pause: 'PAUSED',
        resume: 'RUNNING',
        cancel: 'CANCELED',
        'agent leaves': 0,
        stop: [true, 'FINISHED'],
        unknown: 1,
      });
    },
  );
});
