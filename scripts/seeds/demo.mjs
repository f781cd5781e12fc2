import { deflateSync } from 'node:zlib';
import { makeProgress } from './progress.mjs';
import { makeRandom } from './random.mjs';
import { jsonLine, systemRows, trainingRows } from './training.mjs';

const ARCHITECTURES = ['resnet18', 'resnet50', 'vit-small', 'convnext-tiny'];
const RUNS = 24;

/** Fills project `demo`: three seeds each of several configurations, one diverged, one failed, one left running. */
export async function demo(client) {
  const tick = makeProgress('runs', RUNS);
  for (let index = 0; index < RUNS; index += 1) {
    await one(client, index);
    tick();
  }
  return 'demo';
}

async function one(client, index) {
  const random = makeRandom(1_000 + index);
  const steps = 2_000;
  const secondsPerStep = 0.9 + 0.6 * random.uniform();
  const startedAt = Math.floor(Date.now() / 1000) - (RUNS - index) * 3_600 - Math.floor(steps * secondsPerStep);
  const config = {
    arch: ARCHITECTURES[index % 4],
    dataset: 'tiny-images-64',
    batch_size: [64, 128, 256][index % 3],
    epochs: 20,
    seed: Math.floor(index / 8) + 1,
    optimizer: { name: index % 2 ? 'adamw' : 'sgd', lr: [3e-4, 1e-3, 3e-3][Math.floor(index / 4) % 3], weight_decay: 0.05 },
    augment: index % 5 !== 0,
  };
  const state = index === 6 ? 'failed' : index === 23 ? 'running' : 'finished';
  const run = await client.upsertRun({
    name: `demo-${random.name()}`,
    project: 'demo',
    notes: index === 0 ? 'Baseline with **cosine schedule**, three seeds.' : null,
    tags: index < 3 ? ['baseline'] : index % 7 === 0 ? ['ablation', 'augment'] : null,
    groupName: `${config.arch}-${config.optimizer.name}`,
    jobType: 'train',
    host: `gpu-node-0${1 + (index % 4)}`,
    program: 'train.py',
    config: configDocument(config, startedAt, index),
  });
  const history = trainingRows({
    seed: index + 1,
    steps,
    lr: config.optimizer.lr,
    quality: 0.35 + 0.5 * random.uniform(),
    startedAt,
    secondsPerStep,
    diverges: index === 9,
  });
  const shown = state === 'running' ? history.slice(0, 1_350) : state === 'failed' ? history.slice(0, 640) : history;
  const seconds = Math.floor(shown.length * secondsPerStep);
  const last = shown.at(-1);
  const best = shown.reduce((most, row) => Math.max(most, row['val/accuracy'] ?? 0), 0);
  await client.stream(run, {
    files: {
      'wandb-history.jsonl': { offset: 0, content: shown.map(jsonLine) },
      'wandb-events.jsonl': {
        offset: 0,
        content: systemRows({ seed: index, seconds, startedAt, gpus: index % 3 === 0 ? 4 : 2 }).map(jsonLine),
      },
      'output.log': { offset: 0, content: consoleLines(shown, config, startedAt, secondsPerStep, state) },
      'wandb-summary.json': {
        offset: 0,
        content: [
          jsonLine({
            ...lastValues(shown),
            'val/best_accuracy': best,
            _step: last._step,
            _runtime: last._runtime,
            _timestamp: last._timestamp,
            _wandb: { runtime: Math.floor(last._runtime) },
          }),
        ],
      },
    },
  });
  await client.upload(run, files(config, startedAt, index, shown));
  if (state !== 'running') await client.stream(run, { complete: true, exitcode: state === 'failed' ? 1 : 0 });
}

function lastValues(rows) {
  return rows.reduce((values, row) => Object.assign(values, row), {});
}

function configDocument(config, startedAt, index) {
  const wrapped = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
  return JSON.stringify({
    ...wrapped,
    _wandb: {
      value: {
        cli_version: '0.31.0',
        python_version: '3.11.7',
        t: { 4: '3.11.7', 5: '0.31.0', 12: '0.31.0' },
        m: [],
        e: { seed: environment(startedAt, index) },
      },
    },
  });
}

function environment(startedAt, index) {
  return {
    os: 'Linux-6.1.0-x86_64-with-glibc2.36',
    python: 'CPython 3.11.7',
    startedAt: new Date(startedAt * 1000).toISOString(),
    host: `gpu-node-0${1 + (index % 4)}`,
    executable: '/opt/venv/bin/python3.11',
    program: 'train.py',
    args: ['--arch', ARCHITECTURES[index % 4], '--epochs', '20'],
    git: { remote: 'https://git.example.org/vision/tiny-images.git', commit: '86af216c0de5b0f2a9d1e6f5f0c7a1b2c3d4e5f6' },
    cpu_count: 32,
    cpu_count_logical: 64,
    memory: { total: '269904969728' },
    gpu: 'NVIDIA A100-SXM4-80GB',
    gpu_count: index % 3 === 0 ? 4 : 2,
    gpu_nvidia: Array.from({ length: index % 3 === 0 ? 4 : 2 }, () => ({
      name: 'NVIDIA A100-SXM4-80GB',
      memoryTotal: '85899345920',
      cudaCores: 6912,
      architecture: 'Ampere',
    })),
    cudaVersion: '12.4',
  };
}

function consoleLines(rows, config, startedAt, secondsPerStep, state) {
  const stamp = (seconds) => new Date((startedAt + seconds) * 1000).toISOString().replace('Z', '000');
  const lines = [
    `${stamp(0)} Loading tiny-images-64 (100,000 images)`,
    `${stamp(1)} Model ${config.arch}, optimizer ${config.optimizer.name}, lr ${config.optimizer.lr}`,
    `ERROR ${stamp(1.2)} UserWarning: the number of workers exceeds the number of physical cores`,
  ];
  for (let step = 99; step < rows.length; step += 100) {
    const row = rows[step];
    lines.push(
      `${stamp(step * secondsPerStep)} \u001b[36mepoch ${String(row.epoch).padStart(2)}\u001b[0m step ${String(step + 1).padStart(5)}  loss \u001b[1m${Number(row['train/loss']).toFixed(4)}\u001b[0m  acc ${row['train/accuracy'].toFixed(3)}`,
    );
  }
  const end = rows.length * secondsPerStep;
  if (state === 'finished') lines.push(`${stamp(end)} \u001b[32mDone.\u001b[0m Best weights saved to best.pt`);
  if (state === 'failed')
    lines.push(
      `ERROR ${stamp(end)} Traceback (most recent call last):`,
      `ERROR ${stamp(end)}   File "train.py", line 214, in <module>`,
      `ERROR ${stamp(end)}     batch = next(loader)`,
      `ERROR ${stamp(end)} \u001b[31mRuntimeError: DataLoader worker (pid 4127) is killed by signal: Killed.\u001b[0m`,
    );
  return lines;
}

function files(config, startedAt, index, rows) {
  const csv = ['step,loss', ...rows.filter((_row, step) => step % 100 === 0).map((row) => `${row._step},${row['train/loss']}`)].join('\n');
  return {
    'wandb-metadata.json': Buffer.from(JSON.stringify(environment(startedAt, index), null, 2)),
    'requirements.txt': Buffer.from('numpy==2.1.3\npillow==11.0.0\ntorch==2.9.1\nwandb==0.31.0\n'),
    'config.yaml': Buffer.from(
      Object.entries(config)
        .map(([key, value]) => `${key}:\n  value: ${JSON.stringify(value)}`)
        .join('\n'),
    ),
    'diff.patch': Buffer.from(
      'diff --git a/train.py b/train.py\n--- a/train.py\n+++ b/train.py\n@@ -12,3 +12,3 @@\n-warmup = 0.05\n+warmup = 0.08\n schedule = "cosine"\n',
    ),
    'checkpoints/loss.csv': Buffer.from(csv),
    'media/images/filters.png': picture(index),
  };
}

/** A 64 x 64 PNG of first-layer filters, made here: no binary in the repository. */
function picture(seed) {
  const random = makeRandom(seed + 5);
  const size = 64;
  const rows = [];
  const phase = Array.from({ length: 16 }, () => ({ a: random.uniform() * 6, b: random.uniform() * 1.2, c: random.uniform() * 1.2 }));
  for (let y = 0; y < size; y += 1) {
    const row = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x += 1) {
      const { a, b, c } = phase[Math.floor(y / 16) * 4 + Math.floor(x / 16)];
      for (let channel = 0; channel < 3; channel += 1)
        row[1 + x * 3 + channel] = 128 + 100 * Math.sin(a + channel + b * (x % 16) + c * (y % 16));
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 8 + data.length);
  return out;
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
