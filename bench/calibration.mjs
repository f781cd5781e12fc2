import { crc32 } from 'node:zlib';

/**
 * CPU seconds of a fixed piece of work (text, numbers, memory, as a server does it) in this process, the least of five. What a
 * benchmark costs is divided by it: the ratio is much the same on a slow machine, and on one that others use too.
 */
export function calibrationSeconds() {
  let least = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}

function work() {
  const row = JSON.stringify(Object.fromEntries(Array.from({ length: 20 }, (_, key) => [`metric_${key}`, Math.sqrt(key + 2)])));
  const lines = Array.from({ length: 5_000 }, (_, step) => `${row.slice(0, -1)},"_step":${step}}`);
  let sum = 0;
  for (const line of lines) sum += JSON.parse(line)._step + crc32(line);
  const bytes = Buffer.from(lines.join('\n'));
  for (let round = 0; round < 20; round += 1) sum += crc32(bytes, round) + bytes.indexOf('no such text');
  return sum;
}
