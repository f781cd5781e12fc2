import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gzipSync } from 'node:zlib';

/**
 * ClickHouse's HTTP interface over chdb, the same engine in this process: `node clickhouse-front.mjs <port> <folder>`. For tests and
 * trials where no server can be had: queries, `param_*`, settings of one request, databases, bodies and answers in gzip, errors with
 * their code. One statement at a time, no users, loopback only.
 */
const [port, folder] = process.argv.slice(2);
const { Session, drainPending } = createRequire(new URL('../../../libs/clickhouse/package.json', import.meta.url))('chdb');

const data = join(folder, 'data');
const incoming = join(folder, 'incoming');
rmSync(incoming, { recursive: true, force: true });
mkdirSync(incoming, { recursive: true });
const config = join(folder, 'engine.xml');
writeFileSync(config, '<clickhouse><mark_cache_size>67108864</mark_cache_size></clickhouse>\n');

const connect = () => new Session(data, { connectionArgs: [`--config-file=${config}`, '--async_load_databases=0'] });
const sessions = new Map();
let bodies = 0;
/** The engine keeps the parameters of queries in one place of the process. */
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));

/** What is no setting of the engine. */
const OF_HTTP = new Set([
  'query',
  'database',
  'query_id',
  'session_id',
  'wait_end_of_query',
  'enable_http_compression',
  'role',
  'default_format',
]);

const quoted = (text) => `'${String(text).replace(/[\\']/g, '\\$&')}'`;
const plainName = (text) => {
  if (!/^\w+$/.test(text)) throw new Error(`${text} is no plain name`);
  return text;
};

/** One session for each database and set of settings: what is set on a session stays, and `readonly` forbids to set more. */
async function sessionFor(database, settings) {
  const key = JSON.stringify([database, settings]);
  const known = sessions.get(key);
  if (known) return known;
  const session = connect();
  try {
    await session.queryAsync(`USE ${plainName(database)}`);
    const usual = settings.filter(([name]) => name !== 'readonly');
    if (usual.length > 0)
      await session.queryAsync(`SET ${usual.map(([name, value]) => `${plainName(name)} = ${quoted(value)}`).join(', ')}`);
    const readonly = settings.find(([name]) => name === 'readonly');
    if (readonly) await session.queryAsync(`SET readonly = ${Number(readonly[1])}`);
  } catch (error) {
    session.close();
    throw error;
  }
  sessions.set(key, session);
  return session;
}

async function answer(request) {
  const url = new URL(request.url, 'http://front');
  const entries = [...url.searchParams];
  const database = url.searchParams.get('database') ?? request.headers['x-clickhouse-database'] ?? 'default';
  const settings = entries.filter(([name]) => !OF_HTTP.has(name) && !name.startsWith('param_'));
  const params = entries.filter(([name]) => name.startsWith('param_'));
  const inAddress = url.searchParams.get('query');
  const insert = inAddress && /^\s*INSERT\s+INTO\s+([\w.]+)\s*(\([^)]*\))?\s*FORMAT\s+(\w+)\s*$/i.exec(inAddress);
  if (insert) return inserted(request, database, settings, insert);
  const format = url.searchParams.get('default_format') ?? 'TabSeparated';
  const sql = inAddress ?? (await bodyOf(request)).toString('utf8');
  return inTurn(async () => {
    const session = await sessionFor(database, settings);
    for (const [name, value] of params) await session.queryAsync(`SET ${plainName(name)} = ${quoted(value)}`);
    const result = await session.queryAsync(sql, { format });
    return Buffer.from(result.bytes());
  });
}

/** The body goes through a file: as a part of the statement's text it would pass the parser of queries. */
async function inserted(request, database, settings, [, table, columns = '', format]) {
  const file = join(incoming, String((bodies += 1)));
  try {
    await pipeline(plainBody(request), createWriteStream(file));
    const clause =
      settings.length > 0 ? `SETTINGS ${settings.map(([name, value]) => `${plainName(name)} = ${quoted(value)}`).join(', ')}` : '';
    const sql = `INSERT INTO ${table} ${columns} FROM INFILE ${quoted(file)} COMPRESSION 'none' ${clause} FORMAT ${format}`;
    await inTurn(async () => (await sessionFor(database, [])).queryAsync(sql));
    return Buffer.alloc(0);
  } finally {
    rmSync(file, { force: true });
  }
}

function plainBody(request) {
  return request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of plainBody(request)) parts.push(part);
  return Buffer.concat(parts);
}

const server = createServer({ maxHeaderSize: 4 * 1024 * 1024, keepAliveTimeout: 10_000 }, async (request, response) => {
  if (request.url === '/ping') return response.end('Ok.\n');
  try {
    const bytes = await answer(request);
    const gzip =
      /gzip/.test(request.headers['accept-encoding'] ?? '') &&
      new URL(request.url, 'http://front').searchParams.get('enable_http_compression') === '1';
    response.setHeader('x-clickhouse-server-display-name', 'front');
    if (gzip) response.setHeader('content-encoding', 'gzip');
    response.end(gzip ? gzipSync(bytes) : bytes);
  } catch (error) {
    request.resume();
    const code = error.clickhouseCode ?? /Code: (\d+)/.exec(error.message)?.[1] ?? 1002;
    const text = /^Code: /.test(error.message) ? error.message : `Code: ${code}. DB::Exception: ${error.message}`;
    response.writeHead(500, { 'x-clickhouse-exception-code': String(code), 'content-type': 'text/plain; charset=UTF-8' });
    response.end(`${text}\n`);
  }
});

connectFirst();
async function connectFirst() {
  await (await sessionFor('default', [])).queryAsync('SELECT count() FROM system.tables');
  server.listen(Number(port), '127.0.0.1');
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    server.close();
    server.closeAllConnections();
    await inTurn(async () => {
      for (const session of sessions.values()) session.close();
      await drainPending();
    });
    process.exit(0);
  });
