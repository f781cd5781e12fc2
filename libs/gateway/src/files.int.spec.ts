import { type RunFiles } from '@runstead/ui-contract';
import { type Gateway, basic, keyOf, startGateway } from './fixtures/gateway';

const CONTENT = Buffer.from('0123456789'.repeat(100));

describe('files of a run', () => {
  let gateway: Gateway;
  let runId: string;
  const ada = basic(keyOf('ada'));
  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.addUser('ada');
    ({ runId } = await gateway.addRun('ada', 'mnist', 'r'));
  }, 60_000);
  afterAll(() => gateway.stop());

  const at = (name: string): string => `/api/v1/runs/ada/mnist/r/files/${name.split('/').map(encodeURIComponent).join('/')}`;
  const get = (url: string, headers: Record<string, string> = {}) => gateway.send({ url, headers: { ...ada, ...headers } });

  it('lists files with size and kind', async () => {
    await gateway.storeFile(runId, 'deep/er/a.txt', CONTENT);
    const { files } = (await get('/api/v1/runs/ada/mnist/r/files')).json<RunFiles>();
    expect(files).toEqual([{ name: 'deep/er/a.txt', size: 1_000, contentType: 'text/html', updatedAt: expect.any(Number) as number }]);
  });

  it('serves whole files and ranges', async () => {
    const whole = await get(at('deep/er/a.txt'));
    expect(whole.rawPayload.equals(CONTENT)).toBe(true);
    expect(whole.headers).toMatchObject({
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    const etag = String(whole.headers.etag);
    expect((await get(at('deep/er/a.txt'), { 'if-none-match': etag })).statusCode).toBe(304);
    for (const [range, body, contentRange] of [
      ['bytes=0-4', '01234', 'bytes 0-4/1000'],
      ['bytes=995-', '56789', 'bytes 995-999/1000'],
      ['bytes=-3', '789', 'bytes 997-999/1000'],
      ['bytes=998-5000', '89', 'bytes 998-999/1000'],
    ] as const) {
      const part = await get(at('deep/er/a.txt'), { range });
      expect([part.statusCode, part.body, part.headers['content-range'], part.headers['content-length']]).toEqual([
        206,
        body,
        contentRange,
        String(body.length),
      ]);
    }
    expect((await get(at('deep/er/a.txt'), { range: 'bytes=0-4', 'if-range': '"other"' })).statusCode).toBe(200);
    for (const range of ['bytes=5-1', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=-'])
      expect((await get(at('deep/er/a.txt'), { range })).statusCode).toBe(200);
    const beyond = await get(at('deep/er/a.txt'), { range: 'bytes=1000-' });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */1000']);
    const head = await gateway.send({ method: 'HEAD', url: at('deep/er/a.txt'), headers: ada });
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '1000', '']);
  });

  it.each([
    ['page.html', 'application/octet-stream', 'attachment'],
    ['page.xhtml', 'application/octet-stream', 'attachment'],
    ['drawing.SVG', 'image/svg+xml', 'attachment'],
    ['paper.pdf', 'application/octet-stream', 'attachment'],
    ['data.xml', 'application/octet-stream', 'attachment'],
    ['noending', 'application/octet-stream', 'attachment'],
    ['a.__proto__', 'application/octet-stream', 'attachment'],
    ['image.png', 'image/png', 'inline'],
    ['page.html.txt', 'text/plain; charset=utf-8', 'inline'],
    ['code/script.js', 'text/plain; charset=utf-8', 'inline'],
    ['data.json', 'text/plain; charset=utf-8', 'inline'],
  ])('serves %s as %s, %s, whatever the uploader said', async (name, type, how) => {
    await gateway.storeFile(runId, name, '<script>alert(1)</script>');
    const answer = await get(at(name));
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['content-disposition']).toMatch(new RegExp(`^${how}; filename="`));
    expect(answer.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect((await get(`${at(name)}?download=1`)).headers['content-disposition']).toMatch(/^attachment;/);
  });

  it('shows HTML only when asked to, as a page without origin or network', async () => {
    await gateway.storeFile(runId, 'media/html/page_1.html', '<script>fetch("/api/v1/session")</script>');
    const page = await get(`${at('media/html/page_1.html')}?sandbox=1`);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']).split('; ');
    expect(policy).toEqual(expect.arrayContaining(['sandbox allow-scripts', "default-src 'none'", "frame-ancestors 'self'"]));
    expect(policy.join()).not.toMatch(/allow-same-origin|connect-src|https?:|\*/);
    for (const query of ['', '?sandbox=0', '?sandbox=1&download=1'])
      expect((await get(at('media/html/page_1.html') + query)).headers['content-disposition']).toMatch(/^attachment;/);
    await gateway.storeFile(runId, 'drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect((await get(`${at('drawing.svg')}?sandbox=1`)).headers['content-disposition']).toMatch(/^attachment;/);
  });

  it.each(['ü "quoted"\r\nSet-Cookie: x=1.txt', '한국어-🚀.txt', "it's; a=b.txt", '%2e%2e%2fetc.txt', 'a\\b.txt', '..', '.hidden'])(
    'round-trips a file named %j',
    async (name) => {
      await gateway.storeFile(runId, name, name);
      const answer = await get(at(name));
      expect([answer.statusCode, answer.body]).toEqual([200, name]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it.each([
    '../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    'a%00.txt',
    'none',
    '',
    'deep/er',
    '..;/x',
    '/etc/passwd',
  ])('has nothing at %j', async (raw) => {
    const answer = await get(`/api/v1/runs/ada/mnist/r/files/${raw}`);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});
