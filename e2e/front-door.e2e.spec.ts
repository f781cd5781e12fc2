import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Api } from './fixtures/api';
import { freePort } from './fixtures/free-port';
import { SDK_VERSIONS } from './fixtures/sdk';
import { Server } from './fixtures/server';

const MAIN = join(__dirname, '../apps/standalone/dist/main.js');

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(async () => {
  await server.stop();
});

function end(command: string, args: readonly string[], env: Record<string, string>): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.on('close', (code) => resolve({ code, text }));
  });
}

describe('the front door', () => {
  it('prints the address, the key and the login line on the first start', () => {
    expect(server.output).toContain(`Runstead is running at ${server.url}`);
    expect(server.output).toContain(`wandb login --host=${server.url} ${server.key}`);
  });

  it('refuses a second process on the same directory in one sentence', async () => {
    const { code, text } = await end(process.execPath, [MAIN], {
      RUNSTEAD_PORT: String(await freePort()),
      RUNSTEAD_DATA_DIR: server.dataDir,
    });
    expect(code).toBe(1);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).toContain(server.dataDir);
  });

  it('refuses a busy port in one sentence', async () => {
    const { code, text } = await end(process.execPath, [MAIN], {
      RUNSTEAD_PORT: String(server.port),
      RUNSTEAD_DATA_DIR: `${server.dataDir}-other`,
    });
    expect(code).toBe(1);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).toContain(`Port ${server.port}`);
  });

  it('names every wrong variable at once', async () => {
    const { code, text } = await end(process.execPath, [MAIN], { RUNSTEAD_PORT: 'x', RUNSTEAD_CRASH_AFTER_SECONDS: '1' });
    expect(code).toBe(1);
    expect(text).toContain('RUNSTEAD_PORT:');
    expect(text).toContain('RUNSTEAD_CRASH_AFTER_SECONDS:');
  });

  it('is live, ready and measured', async () => {
    for (const path of ['/healthz', '/health', '/readyz', '/ready']) expect((await fetch(server.url + path)).status).toBe(200);
    expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({
      ready: true,
      dependencies: { postgres: { ready: true }, clickhouse: { ready: true } },
    });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('runstead_nodejs_eventloop_lag');
  });

  it.each(SDK_VERSIONS)('lets wandb %s log in with the printed key, and only with it', async (version) => {
    const python = process.env[`RUNSTEAD_TEST_PYTHON_${version}`]!;
    const login = (key: string) =>
      end(python, ['-m', 'wandb', 'login', '--relogin', '--verify', `--host=${server.url}`, key], {
        HOME: server.dataDir,
        NETRC: join(server.dataDir, 'netrc'),
      });
    expect((await login(server.key)).code).toBe(0);
    const refused = await login(`local-${'f'.repeat(40)}`);
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/key/i);
  });

  it.each([
    ['POST', '/sdk/otel/v1/metrics'],
    ['POST', '/oidc/token'],
    ['GET', '/nothing/of/this/kind/at/all'],
    ['POST', '/files/a/b/c/something_else'],
  ])('answers %s %s with 404', async (method, path) => {
    const answer = await fetch(server.url + path, { method });
    expect(answer.status).toBe(404);
  });

  it('gives nothing away without the key', async () => {
    const anonymous = async (path: string, method = 'GET') =>
      (
        await fetch(server.url + path, {
          method,
          ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
        })
      ).status;
    for (const path of ['/api/v1/projects', '/api/v1/runs/local/p/r', '/api/v1/live?entity=local&project=p', '/api/v1/running-runs'])
      expect(await anonymous(path)).toBe(401);
    expect(await anonymous('/graphql', 'POST')).toBe(401);
    expect(await anonymous('/files/local/p/r/file_stream', 'POST')).toBe(401);
  });

  it('makes further users and teams for the administrator only, and takes keys along', async () => {
    const api = new Api(server);
    const key = `mine_${'x'.repeat(40)}`;
    expect((await api.send('PUT', '/admin/users/ada', { apiKey: key, email: 'ada@example.org' })).status).toBeLessThan(300);
    expect((await api.send('PUT', '/admin/teams/lab', { members: [{ username: 'ada', role: 'member' }] })).status).toBeLessThan(300);
    const asAda = (path: string, method = 'GET', body?: string) =>
      fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Basic ${btoa(`api:${key}`)}`, 'content-type': 'application/json' },
        ...(body ? { body } : {}),
      });
    expect(await (await asAda('/session')).json()).toMatchObject({ username: 'ada', admin: false, entities: ['ada', 'lab'] });
    expect((await asAda('/admin/users/eve', 'PUT', '{}')).status).toBe(403);
    expect((await api.send('PUT', '/admin/users/graphql', {})).status).toBe(400);
    expect((await api.send('DELETE', '/admin/users/ada')).status).toBeLessThan(300);
    expect((await asAda('/session')).status).toBe(401);
  });
});
