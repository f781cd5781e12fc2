/*
 * Runs as a process of its own until it is killed: appends from several writers side by side and prints `<id> <offset> <sha256>` when an
 * append is acknowledged. Arguments: directory, round, number of writers, segment size.
 */
const { createHash, randomBytes } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const jsc = { target: 'es2022', parser: { syntax: 'typescript', decorators: true } };
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, jsc, module: { type: 'commonjs' }, swcrc: false });
  module._compile(code, filename);
};
const { SystemClock } = require('@runstead/run-domain');
const { EmbeddedEventLog } = require('./index.ts');

const [directory, round, writers, segmentBytes] = process.argv.slice(2);

async function write(log, writer) {
  for (let sequence = 0; ; sequence++) {
    const records = Array.from({ length: 1 + (sequence % 3) }, (_, i) => {
      const value = randomBytes(1 + ((sequence * 7919 + i * 104729) % 3000));
      const sha256 = createHash('sha256').update(value).digest('hex');
      return { key: writer, headers: { id: `${round}/${writer}/${sequence}/${i}`, sha256 }, value };
    });
    const positions = await log.append('run-streams', records);
    const lines = records.map(({ headers }, i) => `${headers.id} ${positions[i].offset} ${headers.sha256}\n`);
    process.stdout.write(lines.join('')); // A pipe is written synchronously: what the parent has read was acknowledged, and the reverse.
  }
}

(async () => {
  const log = await EmbeddedEventLog.open(directory, { clock: new SystemClock(), segmentBytes: Number(segmentBytes) });
  await Promise.all(Array.from({ length: Number(writers) }, (_, i) => write(log, `w${i}`)));
})();
