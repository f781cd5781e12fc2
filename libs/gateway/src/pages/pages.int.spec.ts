import { writeFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Gateway, buildUi, startGateway } from '../fixtures/gateway';

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('pages of the web application', () => {
  let gateway: Gateway;
  let ada: Record<string, string>;
  let eve: Record<string, string>;
  beforeAll(async () => {
    gateway = await startGateway();
    for (const name of ['ada', 'eve']) await gateway.addUser(name);
    ada = { ...HTML, ...(await gateway.session('ada')) };
    eve = { ...HTML, ...(await gateway.session('eve')) };
    await gateway.addRun('ada', 'mnist', 'a=b+c$d@e');
    await gateway.addRun('ada', 'mnist', '<img src=x>🚀\u202e');
  }, 60_000);
  afterAll(() => gateway.stop());

  const get = (url: string, headers: Record<string, string> = HTML) => gateway.send({ url, headers });

  it('says how to build it before it is built', async () => {
    const page = await get('/home');
    expect(page.statusCode).toBe(503);
    expect(page.body).toContain('npm start');
    expect((await gateway.send('/api/v1/openapi.json')).statusCode).toBe(200);
    await buildUi(gateway.staticDir);
    expect((await get('/home')).statusCode).toBe(200);
  });

  it('sends the root to where the person belongs', async () => {
    expect((await get('/')).headers.location).toBe('/login');
    expect((await get('/', ada)).headers.location).toBe('/home');
  });

  it('serves the page with its security headers, never from a cache unasked', async () => {
    const page = await get('/login');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'same-origin',
    });
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'; form-action 'self'",
    );
    expect((await get('/login', { ...HTML, 'if-none-match': String(page.headers['etag']) })).statusCode).toBe(304);
  });

  it('serves hashed files for ever, compressed as the browser likes', async () => {
    const url = '/assets/index-Us9UjEDg.js';
    const plain = await get(url, {});
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
    const br = await get(url, { 'accept-encoding': 'gzip, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body);
    const gzip = await get(url, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
    expect((await get('/favicon.svg', {})).headers['cache-control']).toBe('no-cache');
  });

  it('serves a new build without a restart', async () => {
    const index = join(gateway.staticDir, 'index.html');
    await writeFile(index, '<!doctype html><title>Newer</title>');
    await utimes(index, new Date(), new Date(Date.now() + 5_000));
    expect((await get('/home')).body).toContain('Newer');
  });

  it.each([
    '/ada',
    '/ada/mnist',
    '/ada/mnist/table',
    '/ada/mnist/runs/a=b+c$d@e',
    '/ada/mnist/runs/a%3Db%2Bc%24d%40e/logs',
    `/ada/mnist/runs/${encodeURIComponent('<img src=x>🚀\u202e')}`,
  ])('%s is there for its owner and not for others', async (url) => {
    expect((await get(url, ada)).statusCode).toBe(200);
    for (const headers of [eve, HTML]) {
      const page = await get(url, headers);
      expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(page.body).toBe((await get('/ada/none', headers)).body);
    }
  });

  it('shows the administration to administrators', async () => {
    expect((await get('/admin', ada)).statusCode).toBe(404);
    expect((await get('/admin', { ...HTML, ...(await gateway.session('local')) })).statusCode).toBe(200);
  });

  it.each(['/ada/none', '/ada/mnist/runs/none', '/nobody', '/ada/mnist/nonsense'])('%s is a problem for a program', async (url) => {
    const answer = await get(url, { ...ada, accept: 'application/json' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it.each([
    ['GET', '/api/v1/none'],
    ['GET', '/api'],
    ['GET', '/sdk/otel/v1/metrics'],
    ['POST', '/sdk/otel/v1/metrics'],
    ['POST', '/ada/mnist'],
    ['PUT', '/home'],
    ['GET', '/assets/none-12345678.js'],
    ['GET', '/index.html'],
    ['GET', '/.env'],
    ['GET', '/_nuxt/x'],
    ['GET', '/home/../../../../etc/passwd'],
    ['GET', '/assets/..%2f..%2findex.html'],
    ['GET', '/assets/%2e%2e/%2e%2e/etc/passwd'],
    ['GET', '//evil.example/'],
  ] as const)('%s %s answers 404 as JSON', async (method, url) => {
    const answer = await gateway.send({ method, url, headers: HTML });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('json');
  });

  it('redirects a trailing slash within this server only', async () => {
    expect((await get('/ada/mnist/?q=1', ada)).headers.location).toBe('/ada/mnist?q=1');
    for (const url of ['//evil.example/', '/\\evil.example/', '/%5Cevil.example/'])
      expect((await get(url, ada)).headers.location).toBeUndefined();
  });

  it('refuses broken percent-encoding', async () => {
    expect((await get('/ada/%E0%A4%A', ada)).statusCode).toBe(400);
  });
});
