// The thread that PGlite runs in: a statement is synchronous for its whole duration, and in the server's own thread it would
// hold up every request meanwhile. Plain JavaScript, because a thread starts from a file and tests run from the sources.
const { existsSync, readFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { gunzipSync } = require('node:zlib');

/**
 * PGlite decodes each value by itself, and a decoder drops a leading U+FEFF unless it is told otherwise: a text that begins with it
 * would come back without, and be written back so. Of this thread only, and before PGlite is loaded.
 */
const Decoder = globalThis.TextDecoder;
globalThis.TextDecoder = class extends Decoder {
  constructor(encoding, options) {
    super(encoding, { ignoreBOM: true, ...options });
  }
};
const { PGlite } = require('@electric-sql/pglite');

/** OID of bigint: left as text, the other side knows which columns are ids. */
const INT8 = 20;
const RAW = { parsers: { [INT8]: (text) => text } };

/** What crosses the border of the thread of an error: its class does not, its SQLSTATE must. */
const ERROR_FIELDS = [
  'message',
  'stack',
  'code',
  'severity',
  'detail',
  'hint',
  'position',
  'where',
  'schema',
  'table',
  'column',
  'constraint',
];

async function open() {
  const { location, settings, archive } = workerData;
  const options = { dataDir: location, startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])] };
  if (archive !== null && existsSync(archive)) options.loadDataDir = new Blob([gunzipSync(readFileSync(archive))]);
  return PGlite.create(options);
}

async function answer(engine, { kind, sql, parameters }) {
  if (kind === 'open') return undefined;
  if (kind === 'close') return engine.close();
  if (kind === 'script') {
    await engine.exec(sql);
    return undefined;
  }
  const { rows, fields, affectedRows } = await engine.query(sql, parameters, RAW);
  const bigints = fields.filter((field) => field.dataTypeID === INT8).map((field) => field.name);
  return { rows, bigints, affectedRows: affectedRows ?? 0 };
}

function plain(error) {
  return Object.fromEntries(ERROR_FIELDS.filter((field) => error?.[field] !== undefined).map((field) => [field, error[field]]));
}

const opening = open();
opening.catch(() => undefined);

// One request after the other, in the order of asking: PGlite has one session.
let last = Promise.resolve();
parentPort.on('message', (request) => {
  last = last.then(async () => {
    try {
      parentPort.postMessage({ id: request.id, result: await answer(await opening, request) });
    } catch (error) {
      parentPort.postMessage({ id: request.id, error: plain(error) });
    }
    if (request.kind === 'close') parentPort.close();
  });
});
