import { deflateSync, gzipSync } from 'node:zlib';
import { damaged, deep, nastyJson, nastyText, nastyValue } from './nasty.mjs';

const FILES = ['wandb-history.jsonl', 'wandb-events.jsonl', 'output.log', 'wandb-summary.json'];
const BOMB = gzipSync(Buffer.alloc(80 * 1024 * 1024, 0x20), { level: 9 });
const SMALL_BOMB = gzipSync(Buffer.from(`{"files":{"output.log":{"offset":0,"content":["${'a'.repeat(8 * 1024 * 1024)}"]}}}`));

/**
 * A `file_stream` post. Whatever its body is, the answer is 200, or 503 for bytes that may have been damaged on the way;
 * 413 only beyond 64 MiB decoded. Nothing else: the client would give up the run.
 */
export function fileStreamCase(random) {
  const { pick, uniform } = random;
  const run = `fuzz-${Math.floor(uniform() * 40)}`;
  const { bytes, headers = {}, allowed = [200, 503] } = pick(KINDS)(random);
  return { method: 'POST', path: `/files/local/fuzz/${run}/file_stream`, body: bytes, headers, allowed, fatal: true };
}

const KINDS = [
  lines,
  lines,
  lines,
  envelope,
  envelope,
  (random) => ({ bytes: damaged(random, lines(random).bytes) }),
  (random) => ({ bytes: damaged(random, gzipSync(lines(random).bytes)), headers: { 'content-encoding': 'gzip' } }),
  (random) => ({
    bytes: gzipSync(lines(random).bytes),
    headers: { 'content-encoding': random.pick(['gzip', 'GZIP', 'x-gzip', ' gzip ']) },
  }),
  (random) => ({ bytes: deflateSync(lines(random).bytes), headers: { 'content-encoding': 'deflate' } }),
  (random) => ({
    bytes: lines(random).bytes,
    headers: { 'content-encoding': random.pick(['br', 'zstd', 'gzip, gzip', 'identity', nonHeader(random)]) },
  }),
  (random) => ({ bytes: Buffer.from(random.pick(['', ' ', 'null', '[]', '0', '"x"', 'true', '{', '\ufeff{}', '{}{}', '\u0000'])) }),
  (random) => ({ bytes: Buffer.from(nastyJson(random)) }),
  (random) => ({ bytes: Buffer.from(Array.from({ length: 200 }, () => Math.floor(random.uniform() * 256))) }),
  (random) => rare(random, () => ({ bytes: BOMB, headers: { 'content-encoding': 'gzip' }, allowed: [413, 200, 503] })),
  (random) => rare(random, () => ({ bytes: SMALL_BOMB, headers: { 'content-encoding': 'gzip' } })),
  (random) => rare(random, () => ({ bytes: Buffer.from(deep(random, '[', ']', 2_000_000)) })),
  (random) => rare(random, () => ({ bytes: Buffer.from(`{"files":${deep(random, '{"a":', '}')}}`) })),
  (random) => rare(random, () => post(random, [deep(random, '{"a":', '}')])),
  (random) => rare(random, () => post(random, [deep(random, '[', ']')])),
  (random) => rare(random, () => post(random, [wide(random.pick([9_999, 10_001, 60_000]))])),
  (random) => rare(random, () => post(random, ['x'.repeat(random.pick([900_000, 1_100_000, 12 * 1024 * 1024]))])),
  (random) =>
    rare(random, () =>
      post(
        random,
        Array.from({ length: 50_000 }, () => '{}'),
      ),
    ),
];

/** Costly ones come seldom. */
function rare(random, make) {
  return random.uniform() < 0.02 ? make() : lines(random);
}

function lines(random) {
  return post(
    random,
    Array.from({ length: Math.floor(random.uniform() * 6) }, () => (random.uniform() < 0.5 ? nastyJson(random) : nastyText(random))),
  );
}

function post(random, content) {
  const { pick, uniform } = random;
  const offset = pick([0, 0, 1, 7, Math.floor(uniform() * 50), 2 ** 31, 2 ** 53 - 1, 2 ** 40]);
  const text = JSON.stringify({ files: { [pick(FILES)]: { offset, content } } });
  // JSON.stringify escapes lone surrogates; a careless client does not.
  return { bytes: Buffer.from(text) };
}

/** The frame around the lines: wrong types, offsets and names, NaN where a number should be. */
function envelope(random) {
  const { pick, uniform } = random;
  const offset = pick(['-1', '1.5', 'null', '"0"', 'NaN', '1e400', '9007199254740993', '[]', '{}', '0']);
  const content = pick(['null', '"x"', '{}', '7', '[1,null,{"a":1},[2]]', '["a",NaN]', '[["{}"]]', '[]']);
  const name = JSON.stringify(pick([...FILES, 'unknown.txt', 'output_x.log', nastyText(random)]));
  const extra = pick([
    '',
    ',"complete":"yes"',
    ',"complete":1',
    ',"exitcode":"x"',
    ',"exitcode":1e99',
    ',"preempting":[]',
    ',"uploaded":7',
    ',"dropped":-1',
    `,${JSON.stringify(nastyText(random))}:${JSON.stringify(nastyValue(random))}`,
  ]);
  const files = uniform() < 0.15 ? nastyJson(random) : `{${name}:{"offset":${offset},"content":${content}}}`;
  return { bytes: Buffer.from(`{"files":${files}${extra}}`) };
}

function wide(keys) {
  return `{${Array.from({ length: keys }, (_, index) => `"wide/${index}":${index}`).join(',')},"_step":1}`;
}

function nonHeader(random) {
  return (
    nastyText(random)
      .replace(/[^\x20-\x7e]/g, '?')
      .trim() || 'x'
  );
}
