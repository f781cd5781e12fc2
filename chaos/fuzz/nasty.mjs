/** Texts that have broken somebody's parser, path, database or page before. */
const TEXTS = [
  '',
  ' ',
  '.',
  '..',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '/etc/passwd',
  'C:\\x',
  'a/../../b',
  './a',
  '.git/config',
  '%2e%2e%2f',
  '%252e%252e%252f',
  '%00',
  '%',
  '%zz',
  '%c0%ae%c0%ae/',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e',
  '\ufeff',
  '\uff0e\uff0e\uff0f',
  'ａ／b',
  '🚀',
  '👩‍👩‍👧',
  'é',
  'e\u0301',
  'ß',
  'İ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  "'); DROP TABLE runs; --",
  "' OR 1=1 --",
  '`x`',
  '"',
  "'",
  '\\',
  '\\N',
  '{x:String}',
  '${7*7}',
  '{{7*7}}',
  '<script>window.__xss=1</script>',
  'javascript:alert(1)',
  '=1+1',
  '\t',
  '\r\n',
  'a\nb',
  'null',
  'undefined',
  'NaN',
  'true',
  '-1',
  '1e400',
  '(a+)+$',
  '[',
  '(?<=x)',
  '*',
  '\\p{L}',
  'a'.repeat(129),
  'a'.repeat(5_000),
  '🚀'.repeat(600),
  '-'.repeat(300),
];
const NUMBERS = [
  '0',
  '-0',
  '-1',
  '1',
  '0.1',
  '1e308',
  '-1e308',
  '1e400',
  '5e-324',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  '123456789012345678901234567890',
  '1E+2',
  'NaN',
  'Infinity',
  '-Infinity',
  '01',
  '1.',
  '.5',
  '0x10',
];

export function nastyText({ pick, uniform }) {
  const text = pick(TEXTS);
  return uniform() < 0.2 ? text + pick(TEXTS) : text;
}

/** Text of a JSON number, or of what some writers take for one. */
export function nastyNumber({ pick, uniform }) {
  return uniform() < 0.7 ? pick(NUMBERS) : '9'.repeat(1 + Math.floor(uniform() * 400));
}

export function nastyValue(random, depth = 3) {
  const { uniform, pick } = random;
  const dice = uniform();
  if (dice < 0.35) return nastyText(random);
  if (dice < 0.55) return pick([0, -0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 63), 2 ** 64, 1e21, 5e-324]);
  if (dice < 0.7) return pick([null, true, false]);
  if (depth === 0) return 7;
  const count = Math.floor(uniform() * 5);
  if (dice < 0.85) return Array.from({ length: count }, () => nastyValue(random, depth - 1));
  return Object.fromEntries(Array.from({ length: count }, () => [nastyText(random), nastyValue(random, depth - 1)]));
}

/** JSON text as a careless writer makes it: strange numbers, keys that come twice, lone surrogates, any depth. */
export function nastyJson(random, depth = 4) {
  const { uniform, pick } = random;
  const dice = uniform();
  if (dice < 0.3) return nastyNumber(random);
  if (dice < 0.5) return JSON.stringify(nastyText(random));
  if (dice < 0.6)
    return pick(['null', 'true', 'false', '"\\ud800"', '"\\u0000"', '[]', '{}', '"unended', '{"a":', '[1,', "{'a':1}", '{"a":1,}']);
  if (depth === 0) return '0';
  const parts = Array.from({ length: Math.floor(uniform() * 6) }, () => nastyJson(random, depth - 1));
  if (dice < 0.7) return `[${parts.join(',')}]`;
  return `{${parts.map((part) => `${JSON.stringify(pick(['a', 'loss', '_step', '_timestamp', '_type', 'a.b', nastyText(random)]))}:${part}`).join(',')}}`;
}

export function deep(random, open, close, most = 200_000) {
  const levels = random.pick([10, 65, 500, 5_000, most]);
  return open.repeat(levels) + (random.uniform() < 0.5 ? close.repeat(levels) : '');
}

/** A few bytes changed, dropped, doubled or cut off. */
export function damaged(random, bytes) {
  const copy = Buffer.from(bytes);
  const { uniform } = random;
  const at = Math.floor(uniform() * copy.length);
  const dice = uniform();
  if (dice < 0.4) return copy.subarray(0, at);
  if (dice < 0.7 && copy.length > 0) {
    copy[at] = Math.floor(uniform() * 256);
    return copy;
  }
  return Buffer.concat([copy.subarray(0, at), Buffer.from([Math.floor(uniform() * 256)]), copy.subarray(at)]);
}
