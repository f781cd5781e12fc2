import { BenchServer } from './server.mjs';

export const says = 'first start, restart, idle memory and idle CPU';

export async function measure() {
  const first = [];
  const again = [];
  let idle = null;
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    const server = await BenchServer.start();
    first.push(performance.now() - began);
    await server.stop({ keep: true });
    again.push(await server.launch());
    if (round === 0) {
      // What a start leaves behind is over after some seconds.
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      const before = server.usage();
      await new Promise((resolve) => setTimeout(resolve, 30_000));
      const after = server.usage();
      if (before && after) idle = { rss: after.rss, cpu: ((after.cpu - before.cpu) * 100) / 30 };
    }
    await server.stop();
  }
  const median = (values) => values.sort((a, b) => a - b)[2];
  return {
    'first start, ms (median of 5)': Math.round(median(first)),
    'restart, ms (median of 5)': Math.round(median(again)),
    'idle memory, MB': idle ? Math.round(idle.rss) : 'unknown',
    'idle CPU, % of a core over 30 s, 10 s after the start': idle ? idle.cpu.toFixed(1) : 'unknown',
  };
}
