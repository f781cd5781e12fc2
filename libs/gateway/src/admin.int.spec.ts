import { SqlPool } from '@runstead/postgres';
import { ClickHouse } from '@runstead/clickhouse';
import type { Endpoint } from './endpoint/endpoint';
import { endpointsOf } from './endpoint/endpoint-metadata';
import { type Gateway, admin, basic, keyOf, startGateway } from './fixtures/gateway';
import { API_CONTROLLERS } from './gateway.module';

/** An endpoint that does not say who may call it is not an endpoint: does not compile otherwise. */
const accessIsRequired: Omit<Endpoint, 'access'> extends Endpoint ? false : true = true;

interface OpenApi {
  openapi: string;
  paths: Record<
    string,
    Record<string, { parameters: { name: string; in: string }[]; requestBody?: object; responses: Record<string, object> }>
  >;
}

describe('administration', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
  }, 60_000);
  afterAll(() => gateway.stop());

  const put = (path: string, payload: object) => gateway.send({ method: 'PUT', url: `/api/v1/admin/${path}`, headers: admin, payload });

  it('creates a user who brings a key along, and removes it', async () => {
    const made = await put('users/ada', { apiKey: keyOf('ada'), email: 'ada@example.org' });
    expect([made.statusCode, made.json()]).toEqual([200, { name: 'ada', created: true }]);
    expect((await put('users/ada', { admin: true })).json()).toEqual({ name: 'ada', created: false });
    expect((await gateway.send({ url: '/api/v1/session', headers: basic(keyOf('ada')) })).json()).toMatchObject({
      username: 'ada',
      admin: true,
    });
    expect((await put('users/eve', { apiKey: keyOf('ada') })).statusCode).toBe(409);
    const remove = () => gateway.send({ method: 'DELETE', url: '/api/v1/admin/users/ada', headers: admin });
    expect((await remove()).statusCode).toBe(204);
    expect((await remove()).statusCode).toBe(404);
    expect((await gateway.send({ url: '/api/v1/session', headers: basic(keyOf('ada')) })).statusCode).toBe(401);
  });

  it('creates a team whose members see its projects', async () => {
    await gateway.addUser('mia');
    expect((await put('teams/lab', { members: [{ username: 'mia' }] })).json()).toEqual({ name: 'lab', created: true });
    const session = await gateway.send({ url: '/api/v1/session', headers: basic(keyOf('mia')) });
    expect(session.json()).toMatchObject({ entities: ['mia', 'lab'] });
    expect((await put('teams/lab', { members: [{ username: 'nobody' }] })).statusCode).toBe(404);
    expect((await put('teams/mia', { members: [{ username: 'mia' }] })).statusCode).toBe(409);
  });

  it.each(['admin', 'api', 'graphql', '_x', '.x', 'a%20b', 'x'.repeat(65), encodeURIComponent('a/b'), encodeURIComponent('<b>')])(
    'refuses the name %s',
    async (name) => {
      expect((await put(`users/${name}`, {})).statusCode).toBe(400);
      expect((await put(`teams/${name}`, { members: [] })).statusCode).toBe(400);
    },
  );

  it('makes projects, once', async () => {
    const create = (payload: object) => gateway.send({ method: 'POST', url: '/api/v1/projects', headers: admin, payload });
    const made = await create({ entity: 'local', name: ' my project ' });
    expect([made.statusCode, made.json()]).toMatchObject([200, { entity: 'local', name: 'my project', runs: 0, description: null }]);
    expect((await create({ entity: 'local', name: 'my project' })).statusCode).toBe(409);
    expect((await create({ entity: 'nobody', name: 'x' })).statusCode).toBe(404);
    for (const name of ['', ' ', 'a/b', 'a\\b', 'a#b', 'a?b', 'a%b', 'a:b', 'x'.repeat(129)])
      expect((await create({ entity: 'local', name })).statusCode).toBe(400);
    const list = await gateway.send({ url: '/api/v1/projects?search=MY%20PRO&sort=name&descending=false', headers: admin });
    expect(list.json()).toMatchObject({ total: 1, projects: [{ name: 'my project' }] });
    for (const query of ['sort=password', 'page=-1', 'page=x', 'descending=maybe'])
      expect((await gateway.send({ url: `/api/v1/projects?${query}`, headers: admin })).statusCode).toBe(400);
  });

  it('tells how far the projections are', async () => {
    const { projections } = (await gateway.send({ url: '/api/v1/admin/projections', headers: admin })).json<{ projections: object[] }>();
    expect(projections).toContainEqual(
      expect.objectContaining({ projection: 'catalog', topic: 'run-events', partition: 0, lag: 0, lastError: null }),
    );
  });

  it('describes every endpoint in openapi.json', async () => {
    const { openapi, paths } = (await gateway.send('/api/v1/openapi.json')).json<OpenApi>();
    expect(openapi).toBe('3.1.0');
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const declared = API_CONTROLLERS.flatMap((controller) => endpointsOf(controller)).map(
      ({ method, path }) => `${method} ${path.replace(/:([a-z]+)/g, '{$1}').replace('*', '{path}')}`,
    );
    expect(described.sort()).toEqual(declared.sort());
    expect(paths['/projects/{entity}/{project}/runs']?.['get']?.parameters.map(({ name }) => name)).toEqual([
      'entity',
      'project',
      'search',
      'regex',
      'limit',
      'cursor',
    ]);
    expect(JSON.stringify(paths['/runs/{entity}/{project}/{run}']?.['patch']?.requestBody)).toContain('"displayName"');
    expect(accessIsRequired).toBe(true);
  });

  it('answers 503 with a time to come back while a store is away, and no trace of why', async () => {
    jest.spyOn(gateway.get(ClickHouse), 'queryBytes').mockRejectedValueOnce(new Error('connect ECONNREFUSED /var/secret/place'));
    await gateway.addRun('local', 'away', 'r');
    const answer = await gateway.send({ url: '/api/v1/runs/local/away/r/console', headers: admin });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([503, 'application/problem+json; charset=utf-8']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(answer.body).not.toContain('secret');
    jest.spyOn(gateway.get(SqlPool).db, 'selectFrom').mockImplementationOnce(() => {
      throw new Error('terminating connection');
    });
    expect((await gateway.send({ url: '/api/v1/session', headers: basic('unknown-key-'.padEnd(48, 'z')) })).statusCode).toBe(503);
  });
});
