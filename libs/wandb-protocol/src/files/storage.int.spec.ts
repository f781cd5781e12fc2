import { createHash } from 'node:crypto';
import { AccountCommands } from '@runstead/accounts';
import { CREATE_RUN_FILES, RUN_FILES, UPSERT_BUCKET } from '../fixtures/client-operations';
import { ProtocolServer, VIEWER_KEY } from '../fixtures/protocol-server';

jest.setTimeout(60_000);

interface RunFileNode {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly directUrl: string;
  readonly sizeBytes: number;
  readonly mimetype: string;
  readonly md5: string;
}

describe('signed uploads and downloads', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
    await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'p' });
  });
  afterAll(() => server.stop());

  async function uploadUrls(...files: string[]): Promise<(string | null)[]> {
    const { data } = await server.graphql(CREATE_RUN_FILES, { entity: 'ana', project: 'p', run: 'r', files });
    const {
      files: answers,
      runID,
      uploadHeaders,
    } = data!['createRunFiles'] as { runID: string; uploadHeaders: string[]; files: { name: string; uploadUrl: string | null }[] };
    expect(runID).not.toBe('');
    expect(uploadHeaders).toEqual([]);
    expect(answers.map(({ name }) => name)).toEqual(files);
    return answers.map(({ uploadUrl }) => uploadUrl);
  }

  async function upload(name: string, content: string): Promise<void> {
    const [url] = await uploadUrls(name);
    expect((await fetch(url!, { method: 'PUT', body: Buffer.from(content) })).status).toBe(200);
  }

  async function files(variables: object = {}): Promise<RunFileNode[]> {
    const { data } = await server.graphql(RUN_FILES, { entity: 'ana', project: 'p', name: 'r', ...variables });
    const { run } = data!['project'] as { run: { files: { edges: { node: RunFileNode }[] } } };
    return run.files.edges.map(({ node }) => node);
  }

  it('stores what is put and gives it back, without a key', async () => {
    const [url] = await uploadUrls('media/table/x.table.json');
    expect(url!.startsWith(server.origin)).toBe(true);
    const content = '{"columns":["a"],"data":[[1]]}';
    expect((await fetch(url!, { method: 'PUT', body: Buffer.from(content) })).status).toBe(200);
    const [file] = await files({ fileNames: ['media/table/x.table.json'] });
    const md5 = createHash('md5').update(content).digest('base64');
    expect(file).toMatchObject({ name: 'media/table/x.table.json', sizeBytes: content.length, md5, mimetype: 'application/json' });
    expect(await (await fetch(file!.directUrl)).text()).toBe(content);
  });

  it('lets the last upload win, and takes an empty file', async () => {
    await upload('live.txt', 'one');
    await upload('live.txt', 'two');
    const [file] = await files({ fileNames: ['live.txt'] });
    expect(await (await fetch(file!.url)).text()).toBe('two');
    await upload('empty.txt', '');
    expect(await files({ fileNames: ['empty.txt'] })).toMatchObject([{ sizeBytes: 0 }]);
  });

  it('streams a file that is larger than any body limit', async () => {
    const [url] = await uploadUrls('large.bin');
    const part = new Uint8Array(1024 * 1024).fill(7);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < 80 ? controller.enqueue(part) : controller.close()),
    });
    const reply = await fetch(url!, { method: 'PUT', body, duplex: 'half' } as RequestInit);
    expect(reply.status).toBe(200);
    const [file] = await files({ fileNames: ['large.bin'] });
    expect(file!.sizeBytes).toBe(80 * 1024 * 1024);
  });

  it('reads the environment of the run', async () => {
    await upload(
      'wandb-metadata.json',
      '{"os":"Linux","python":"CPython 3.11.7","program":"train.py","args":["--lr","1"],"cpu_count":8,"git":{"remote":"r","commit":"c"}}',
    );
    const query =
      'query RunInfo { project(name: "p") { run(name: "r") { runInfo { program args os python colab executable codeSaved cpuCount gpuCount gpu git { remote commit } } } } }';
    const { data } = await server.graphql(query);
    expect(data).toMatchObject({
      project: {
        run: { runInfo: { program: 'train.py', args: ['--lr', '1'], os: 'Linux', cpuCount: 8, git: { remote: 'r', commit: 'c' } } },
      },
    });
    await upload('wandb-metadata.json', 'not json');
    expect((await server.graphql(query)).status).toBe(200);
  });

  it('gives no address to names that lead out of a folder', async () => {
    const names = ['../../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\0b', '', 'good.txt'];
    const urls = await uploadUrls(...names);
    expect(urls.map((url) => url !== null)).toEqual([false, false, false, false, false, false, true]);
  });

  it.each([
    'test with_special-characters.txt',
    'media/html/HT%3ML _11_abc.html',
    '<img src=x onerror=alert(1)>.png',
    '模型/🚀‮gpj.exe',
    '__proto__',
    'a%2Fb',
    '%00',
    "o'brien; rm -rf.txt",
  ])('keeps the name %j', async (name) => {
    await upload(name, `content of ${name}`);
    const [file] = await files({ fileNames: [`./${name}`] });
    expect(file!.name).toBe(name);
    expect(await (await fetch(file!.directUrl)).text()).toBe(`content of ${name}`);
  });

  it('checks the signature: path, method and age', async () => {
    await upload('signed.txt', 'x');
    const [file] = await files({ fileNames: ['signed.txt'] });
    const [put] = await uploadUrls('signed.txt');
    const status = async (url: string, method: string): Promise<number> =>
      (await fetch(url, { method, ...(method === 'PUT' ? { body: 'y' } : {}) })).status;
    expect(await status(put!.replace(/uploads\/\d/, 'uploads/9'), 'PUT')).toBe(403);
    expect(await status(put!.replace(/signature=.*/, 'signature=AAAA'), 'PUT')).toBe(403);
    expect(await status(put!.split('?')[0]!, 'PUT')).toBe(403);
    expect(await status(put!.replace(/expires=\d+/, 'expires=1'), 'PUT')).toBe(403);
    expect(await status(file!.directUrl, 'PUT')).toBe(404);
    expect(await status(file!.directUrl.replace(/expires=\d+/, 'expires=99999999999'), 'GET')).toBe(403);
    expect(await (await fetch(file!.directUrl)).text()).toBe('x');
  });

  it('takes nothing for a user who may not write any more', async () => {
    const accounts = server.app.get(AccountCommands);
    const key = 'tom-0123456789abcdef0123456789abcdef01234567';
    await accounts.saveUser('tom', { apiKey: key }, 'local');
    await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'p' }, { key });
    const { data } = await server.graphql(CREATE_RUN_FILES, { entity: 'tom', project: 'p', run: 'r', files: ['x'] }, { key });
    const { files: answers } = data!['createRunFiles'] as { files: { uploadUrl: string }[] };
    const put = async (): Promise<number> => (await fetch(answers[0]!.uploadUrl, { method: 'PUT', body: 'x' })).status;
    expect(await put()).toBe(200);
    await accounts.removeUser('tom', 'local');
    expect(await put()).toBe(403);
  });

  it('answers ranges, heads and foreign pages, and lets a browser run nothing', async () => {
    await upload('page.html', '<script>alert(1)</script>');
    const [file] = await files({ fileNames: ['page.html'] });
    const part = await fetch(file!.directUrl, { headers: { range: 'bytes=1-6' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, 'script', 'bytes 1-6/25']);
    expect((await fetch(file!.directUrl, { headers: { range: 'bytes=99-' } })).status).toBe(416);
    const head = await fetch(file!.directUrl, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '25']);
    const whole = await fetch(file!.directUrl, { headers: { origin: 'http://elsewhere.test' } });
    await whole.arrayBuffer();
    expect(whole.headers.get('access-control-allow-origin')).toBe('*');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    const preflight = await fetch(file!.directUrl, {
      method: 'OPTIONS',
      headers: { origin: 'http://elsewhere.test', 'access-control-request-method': 'GET' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });

  it('leaves nothing of an upload that breaks off', async () => {
    const [url] = await uploadUrls('broken.bin');
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < 3 ? controller.enqueue(new Uint8Array(100_000)) : controller.error(new Error('gone'))),
    });
    await expect(fetch(url!, { method: 'PUT', body, duplex: 'half' } as RequestInit)).rejects.toThrow();
    expect(await files({ fileNames: ['broken.bin'] })).toEqual([]);
    await upload('broken.bin', 'whole');
    expect(await files({ fileNames: ['broken.bin'] })).toMatchObject([{ sizeBytes: 5 }]);
  });

  it('pages, counts, matches and deletes', async () => {
    const all = await files();
    const { data } = await server.graphql(
      '{ project(name: "p") { run(name: "r") { fileCount files(first: 2, pattern: "%.txt") { totalCount pageInfo { hasNextPage endCursor } edges { node { name } cursor } } } } }',
    );
    const { run } = data!['project'] as {
      run: {
        fileCount: number;
        files: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; edges: { cursor: string }[] };
      };
    };
    expect(run.fileCount).toBe(all.length);
    expect(run.files.totalCount).toBe(all.filter(({ name }) => name.endsWith('.txt')).length);
    expect(run.files.pageInfo).toEqual({ hasNextPage: true, endCursor: run.files.edges.at(-1)!.cursor });
    const [file] = await files({ fileNames: ['live.txt'] });
    const remove =
      'mutation deleteFiles($files: [ID!]!, $projectId: Int) { deleteFiles(input: { files: $files, projectId: $projectId }) { success } }';
    expect(await server.graphql(remove, { files: [file!.id], projectId: 7 }, { key: VIEWER_KEY })).toMatchObject({ status: 403 });
    expect(await server.graphql(remove, { files: [file!.id], projectId: 7 })).toMatchObject({
      status: 200,
      data: { deleteFiles: { success: true } },
    });
    expect(await files({ fileNames: ['live.txt'] })).toEqual([]);
  });
});
