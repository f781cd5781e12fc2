import { makeProgress } from './progress.mjs';
import { makeRandom } from './random.mjs';

const ARCHITECTURES = ['resnet18', 'resnet50', 'vit-small', 'convnext', 'mlp-mixer'];

/** Runs `work` for 0..count-1, a few at a time, in order. */
async function pool(count, width, work) {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) {
        const index = next;
        next += 1;
        await work(index);
      }
    }),
  );
}

const wrap = (values) =>
  JSON.stringify({
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }])),
    _wandb: { value: { t: { 4: '3.11.7', 5: '0.31.0' }, m: [] } },
  });

function config(random, index) {
  return {
    arch: ARCHITECTURES[index % ARCHITECTURES.length],
    lr: 10 ** (-4 + 3 * random.uniform()),
    batch_size: random.pick([32, 64, 128, 256]),
    seed: index,
  };
}

export async function manyRuns(client, count) {
  const tick = makeProgress('runs', count);
  await pool(count, 8, async (index) => {
    const random = makeRandom(index + 1);
    const run = await client.upsertRun({
      name: `sweep-${String(index).padStart(5, '0')}`,
      project: 'ten-thousand-runs',
      config: wrap(config(random, index)),
    });
    const lines = [];
    for (let step = 0; step < 20; step += 1)
      lines.push(
        JSON.stringify({
          loss: 2 * Math.exp(-step / 6) + 0.1 * random.uniform(),
          accuracy: 1 - Math.exp(-step / 7) * 0.9,
          _step: step,
          _runtime: step,
          _timestamp: 1_790_000_000 + index + step,
        }),
      );
    await client.stream(run, {
      files: { 'wandb-history.jsonl': { offset: 0, content: lines }, 'wandb-summary.json': { offset: 0, content: [lines.at(-1)] } },
      complete: true,
      exitcode: index % 97 === 0 ? 1 : 0,
    });
    tick();
  });
  return 'ten-thousand-runs';
}

export async function runsBySteps(client, runs, steps, metrics) {
  const project = `${runs === 100 ? 'hundred-runs-ten-thousand-steps' : `runs-${runs}-steps-${steps}`}`;
  const tick = makeProgress('lines', runs * steps);
  await pool(runs, 4, async (index) => {
    const random = makeRandom(index + 17);
    const run = await client.upsertRun({ name: `run-${String(index).padStart(4, '0')}`, project, config: wrap(config(random, index)) });
    const speed = 1_500 + 2_000 * random.uniform();
    for (let from = 0; from < steps; from += 2_500) {
      const content = [];
      for (let step = from; step < Math.min(steps, from + 2_500); step += 1) {
        const row = {};
        for (let metric = 0; metric < metrics; metric += 1)
          row[`${metric < metrics / 2 ? 'train' : 'val'}/metric_${metric}`] =
            (metric + 1) * Math.exp(-step / speed) + 0.02 * random.normal();
        content.push(JSON.stringify({ ...row, _step: step, _runtime: step * 0.5, _timestamp: 1_790_000_000 + step * 0.5 }));
      }
      await client.stream(run, {
        files: { 'wandb-history.jsonl': { offset: from, content }, 'wandb-summary.json': { offset: 0, content: [content.at(-1)] } },
      });
      tick(content.length);
    }
    await client.stream(run, { complete: true, exitcode: 0 });
  });
  return project;
}

export async function keys(client, runs, count, steps) {
  const tick = makeProgress('lines', runs * steps);
  await pool(runs, 2, async (index) => {
    const random = makeRandom(index + 99);
    const run = await client.upsertRun({ name: `wide-${index}`, project: 'thousand-keys', config: wrap(config(random, index)) });
    for (let from = 0; from < steps; from += 50) {
      const content = [];
      for (let step = from; step < from + 50; step += 1) {
        const row = { _step: step, _runtime: step, _timestamp: 1_790_000_000 + step };
        for (let key = 0; key < count; key += 1)
          row[`layer${Math.floor(key / 20)}/unit_${key % 20}`] = Math.sin(step / 9 + key) + 0.1 * random.normal();
        content.push(JSON.stringify(row));
      }
      await client.stream(run, {
        files: { 'wandb-history.jsonl': { offset: from, content }, 'wandb-summary.json': { offset: 0, content: [content.at(-1)] } },
      });
      tick(content.length);
    }
    await client.stream(run, { complete: true, exitcode: 0 });
  });
  return 'thousand-keys';
}

export async function millionPoints(client) {
  const steps = 1_000_000;
  const tick = makeProgress('lines', steps);
  const random = makeRandom(7);
  const run = await client.upsertRun({
    name: 'one-spike',
    displayName: 'one-spike',
    project: 'million-point-run',
    config: wrap({ steps }),
  });
  for (let from = 0; from < steps; from += 20_000) {
    const content = [];
    for (let step = from; step < from + 20_000; step += 1) {
      const loss = step === 500_003 ? 100 : 1 + 3 * Math.exp(-step / 150_000) + 0.05 * random.normal();
      content.push(`{"loss":${loss},"_step":${step},"_runtime":${step / 100},"_timestamp":${1_790_000_000 + step / 100}}`);
    }
    await client.stream(run, {
      files: { 'wandb-history.jsonl': { offset: from, content }, 'wandb-summary.json': { offset: 0, content: [content.at(-1)] } },
    });
    tick(content.length);
  }
  await client.stream(run, { complete: true, exitcode: 0 });
  return 'million-point-run';
}
