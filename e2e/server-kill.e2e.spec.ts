import { Api } from './fixtures/api';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

const ROWS = 12_000;
const KILLS = 5;

describe('kill -9 of the server under load', () => {
  it('A9: every acknowledged line is there exactly once', async () => {
    const server = await Server.start();
    const api = new Api(server);
    const writers = ['one', 'two', 'three'].map((name) => new SdkScript(server, '0.31.0', 'steady_writer.py', [name, String(ROWS)]));
    await Promise.all(writers.map((writer) => writer.printed('started')));
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Until the log has grown: a kill must hit a server that is at work.
      const before = (await received(api)) + 300;
      await api.until(
        () => received(api),
        (lines) => lines > before,
      );
      await server.kill();
      await server.launch();
    }
    await Promise.all(writers.map((writer) => writer.succeed()));
    for (const name of ['one', 'two', 'three']) {
      expect(await api.run('e2e-kill', name)).toMatchObject({ state: 'finished' });
      const [series] = await api.series('e2e-kill', { keys: ['number'], runs: [name], buckets: 10_000, range: [0, 9_999] });
      const [rest] = await api.series('e2e-kill', { keys: ['number'], runs: [name], buckets: 10_000, range: [10_000, ROWS] });
      expect([...series!.y, ...rest!.y]).toEqual(Array.from({ length: ROWS }, (_, number) => number));
      const history = (await api.receipt('e2e-kill', name)).files.find((file) => file.file === 'wandb-history.jsonl')!;
      expect(history).toMatchObject({ linesStored: ROWS, gaps: 0, deadLetters: 0, linesRewritten: 0 });
      expect(history.linesReceived - history.linesRepeated).toBe(ROWS);
    }
    await server.stop();
  });
});

async function received(api: Api): Promise<number> {
  const receipts = await Promise.all(['one', 'two', 'three'].map((name) => api.receipt('e2e-kill', name)));
  return receipts.reduce((lines, receipt) => lines + receipt.totals.linesReceived, 0);
}
