import { damaged, nastyText, nastyValue } from './nasty.mjs';

/** A stream never ends, and a session or an account that is gone would end the fuzzing. */
const SPARED = /\/live|\/session|\/openapi|\/admin\/users|\/api-keys/;

/** Endpoints of our own interface as its description lists them. */
export async function readEndpoints(server) {
  const { paths } = await (await server.api('GET', '/openapi.json')).json();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(() => !SPARED.test(path))
      .map(([method, { parameters = [] }]) => ({
        method: method.toUpperCase(),
        path: path.startsWith('/api/') ? path : `/api/v1${path}`,
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      })),
  );
}

const GOOD = { entity: 'local', project: 'fuzz', run: 'fuzz-1' };

export function apiCase(random, endpoints) {
  const { pick, uniform } = random;
  const { method, path, query } = pick(endpoints);
  const filled = path.replace(/\{(\w+)\}|:(\w+)|\*/g, (_, braced, colon) => {
    const good = GOOD[braced ?? colon];
    return good !== undefined && uniform() < 0.8 ? good : encodeURIComponent(nastyText(random).toWellFormed()) || 'x';
  });
  const asked = [...query, nastyText(random)].filter(() => uniform() < 0.4);
  const text = asked
    .map((name) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(String(strangeQuery(random)).toWellFormed())}`)
    .join('&');
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? Buffer.from(JSON.stringify(strangeBody(random)) ?? '') : null;
  return {
    method,
    path: text === '' ? filled : `${filled}?${text}`,
    body: body !== null && uniform() < 0.1 ? damaged(random, body) : body,
    bearer: true,
  };
}

function strangeQuery(random) {
  return random.pick([
    () => nastyText(random),
    () => Math.floor(random.uniform() * 1e6) - 10,
    () => '1e9',
    () => '-1',
    () => 'true',
    () => JSON.stringify(nastyValue(random)),
  ])();
}

/** Near to what the endpoints take, and off in one or two places. */
function strangeBody(random) {
  const { pick, uniform } = random;
  const base = pick([
    { keys: ['loss'], runs: ['fuzz-1'], buckets: 100 },
    { keys: ['loss'], runs: ['fuzz-1'], buckets: 100, range: [0, 10], x: '_step' },
    { displayName: 'x', notes: 'y', tags: ['a'] },
    { name: 'fuzz', description: 'x' },
    { revision: 0, document: { sections: [] } },
    { members: [{ username: 'local', role: 'admin' }] },
  ]);
  const copy = structuredClone(base);
  for (const key of Object.keys(copy)) if (uniform() < 0.4) copy[key] = nastyValue(random);
  if (uniform() < 0.2) copy[nastyText(random)] = nastyValue(random);
  return uniform() < 0.1 ? nastyValue(random) : copy;
}
