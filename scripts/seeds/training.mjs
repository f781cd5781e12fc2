import { makeRandom } from './random.mjs';

/** Rows of a believable training: loss falls, accuracy rises, the gradient norm spikes, the learning rate warms up and decays. */
export function trainingRows({ seed, steps, lr, quality, startedAt, secondsPerStep, diverges = false }) {
  const random = makeRandom(seed);
  const rows = [];
  for (let step = 0; step < steps; step += 1) {
    const t = step / steps;
    const decay = Math.exp((-5 * step) / (steps * (1.3 - quality)));
    const noise = 0.03 * random.normal();
    const loss = Math.max(0.02, 0.25 + (1 - quality) * 0.4 + 2.1 * decay + noise * (0.4 + decay));
    const row = {
      'train/loss': loss,
      'train/accuracy': Math.min(0.995, Math.max(0, (0.75 + 0.2 * quality) * (1 - decay) + 0.1 + 0.5 * noise)),
      'train/grad_norm': Math.max(0.05, 1 + 2 * decay + 0.15 * random.normal() + (random.uniform() < 0.004 ? 3 : 0)),
      lr: lr * (t < 0.08 ? t / 0.08 : 0.5 * (1 + Math.cos((Math.PI * (t - 0.08)) / 0.92))),
      epoch: Math.floor(t * 20),
    };
    if (step % 20 === 19) {
      row['val/loss'] = loss * 1.08 + 0.02 * random.normal() + 0.05 * t * t;
      row['val/accuracy'] = Math.max(0, row['train/accuracy'] - 0.03 + 0.01 * random.normal());
    }
    if (diverges && t > 0.6) row['train/loss'] = t > 0.62 ? NaN : loss * 40;
    rows.push({ ...row, _step: step, _runtime: step * secondsPerStep, _timestamp: startedAt + step * secondsPerStep });
  }
  return rows;
}

/** As Python writes it: NaN and infinities are bare tokens. */
export function jsonLine(row) {
  return JSON.stringify(row, (_key, value) => (typeof value === 'number' && !Number.isFinite(value) ? `\u0000${value}` : value)).replace(
    /"\\u0000(NaN|Infinity|-Infinity)"/g,
    '$1',
  );
}

/** System metrics of a machine with GPUs, one row every 15 s. */
export function systemRows({ seed, seconds, startedAt, gpus }) {
  const random = makeRandom(seed ^ 0x5bd1e995);
  const rows = [];
  let sent = 2e6;
  let received = 9e6;
  for (let at = 0; at <= seconds; at += 15) {
    sent += 2e5 * random.uniform();
    received += 4e6 * random.uniform();
    const row = {
      'system.cpu': 35 + 12 * random.normal() * 0.5,
      'system.memory_percent': 41 + at / 900 + random.normal(),
      'system.proc.memory.rssMB': 5_200 + at / 4 + 20 * random.normal(),
      'system.proc.memory.availableMB': 148_000 - at,
      'system.proc.memory.percent': 2.1 + at / 20_000,
      'system.proc.cpu.threads': 96,
      'system.disk./.usagePercent': 61.2,
      'system.disk./.usageGB': 1_104.6 + at / 5_000,
      'system.disk.nvme0n1.in': 120 + at * 1.9,
      'system.disk.nvme0n1.out': 30 + at * 0.4,
      'system.network.sent': Math.round(sent),
      'system.network.recv': Math.round(received),
    };
    for (let gpu = 0; gpu < gpus; gpu += 1)
      Object.assign(row, {
        [`system.gpu.${gpu}.gpu`]: Math.min(100, Math.max(0, 91 + 6 * random.normal())),
        [`system.gpu.${gpu}.memory`]: Math.min(100, Math.max(0, 57 + 5 * random.normal())),
        [`system.gpu.${gpu}.memoryAllocated`]: 78.4 + gpu,
        [`system.gpu.${gpu}.memoryAllocatedBytes`]: 66_571_993_088 + gpu * 8_388_608,
        [`system.gpu.${gpu}.temp`]: 64 + 4 * gpu + 2 * random.normal(),
        [`system.gpu.${gpu}.powerWatts`]: 338 + 14 * random.normal(),
        [`system.gpu.${gpu}.powerPercent`]: 84 + 3 * random.normal(),
      });
    rows.push({ ...row, _wandb: true, _timestamp: startedAt + at, _runtime: at });
  }
  return rows;
}
