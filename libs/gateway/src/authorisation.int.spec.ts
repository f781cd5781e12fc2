import { DEFAULT_WORKSPACE } from '@runstead/ui-contract';
import { AccountCommands } from '@runstead/accounts';
import type { Asked } from './fixtures/http';
import { EventLog } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { type Gateway, admin, startGateway } from './fixtures/gateway';
import { plantArtifact } from './fixtures/plant-artifact';
import { RunCommands, StreamIntake } from '@runstead/run-commands';
import type { Endpoint } from './endpoint/endpoint';
import { endpointsOf } from './endpoint/endpoint-metadata';
import { API_CONTROLLERS } from './gateway.module';

type Who = 'anonymous' | 'other user' | 'viewer' | 'member' | 'admin';
const EVERYBODY: readonly Who[] = ['anonymous', 'other user', 'viewer', 'member', 'admin'];
const NAMES: Record<Exclude<Who, 'anonymous'>, string> = { 'other user': 'eve', viewer: 'vic', member: 'mia', admin: 'local' };

const ENDPOINTS = API_CONTROLLERS.flatMap((controller) => endpointsOf(controller));
const MATRIX = ENDPOINTS.flatMap((endpoint) => EVERYBODY.map((who) => [`${endpoint.method} ${endpoint.path}`, who, endpoint] as const));

/** What the access of an endpoint means for each, in status codes; 0 is any success. */
function expected({ access, path }: Endpoint, who: Who): number {
  if ('anyone' in access) return path === '/session' && who === 'anonymous' ? 0 : 0;
  if (who === 'anonymous') return 401;
  if (access.on === 'own account' || who === 'admin') return 0;
  if (access.on === 'instance') return 403;
  if (who === 'other user') return 404;
  return access.action === 'project:read' || who === 'member' ? 0 : 403;
}

describe('authorisation matrix', () => {
  let gateway: Gateway;
  let serial = 0;
  let planted: Promise<void> | undefined;
  const headers: Record<string, Record<string, string>> = { anonymous: {}, admin };
  beforeAll(async () => {
    gateway = await startGateway();
    for (const who of ['other user', 'viewer', 'member'] as const) headers[who] = await gateway.addUser(NAMES[who]);
    await gateway.addTeam('lab', [
      { username: 'vic', role: 'viewer' },
      { username: 'mia', role: 'member' },
    ]);
  }, 60_000);
  afterAll(() => gateway.stop());

  /** A well-formed request for the endpoint, on a run of its own. */
  async function request(endpoint: Endpoint, who: Who): Promise<Asked> {
    serial += 1;
    const run = `r${serial}`;
    if (endpoint.path.includes(':run') || endpoint.path.includes(':project') || 'query' in endpoint) await makeRun(run, endpoint);
    if (endpoint.path.includes('/artifacts/:type')) await (planted ??= plant());
    const id = endpoint.path.includes(':id') && who !== 'anonymous' ? await makeId(endpoint, who, run) : 'none';
    const sweep = endpoint.path.includes(':sweep') ? await makeSweep() : 'none';
    const values: Record<string, string> = {
      entity: 'lab',
      project: 'secret',
      run,
      id,
      sweep,
      username: `user${serial}`,
      name: `team${serial}`,
    };
    const path = endpoint.path.replace(/:([a-z]+)/g, (_, name: string) => values[name] ?? name).replace('*', 'a%2Fb.txt');
    if (endpoint.method === 'DELETE' && path.includes('/admin/users/')) await gateway.addUser(`user${serial}`);
    const query = await queryOf(endpoint);
    const body = bodyOf(endpoint);
    return {
      method: endpoint.method,
      url: `/api/v1${path}${query}`,
      headers: headers[who] ?? {},
      ...(body === undefined ? {} : { payload: body }),
    };
  }

  /** Called as the parameters of its path are. */
  async function plant(): Promise<void> {
    const { projectId, runId } = await gateway.addRun('lab', 'secret', 'planter');
    await plantArtifact(gateway, { projectId, runId, type: 'type', name: 'collection', alias: 'version', files: { 'a/b.txt': 'planted' } });
  }

  async function makeRun(run: string, endpoint: Endpoint): Promise<void> {
    const { runId } = await gateway.addRun('lab', 'secret', run);
    const commands = gateway.get(RunCommands);
    if (endpoint.path.endsWith('/restore')) await commands.delete(runId, 'mia');
    if (endpoint.path.endsWith('/*')) await gateway.storeFile(runId, 'a/b.txt', 'planted');
    if (endpoint.path.includes('/history-edits')) await logLoss(run);
  }

  /** One row, so that there is a history to edit. */
  async function logLoss(runName: string): Promise<void> {
    const files = [{ name: 'wandb-history.jsonl', offset: 0, lines: ['{"loss":1,"_step":0}'] }];
    const post = { principalName: 'mia', run: null, entity: 'lab', project: 'secret', runName, writer: '', files };
    await gateway.get(StreamIntake).accept({ ...post, complete: false, exitCode: null, preempting: false, uploaded: [] });
  }

  async function makeEdit(run: string): Promise<string> {
    const payload = { kind: 'remove', key: 'loss' };
    const url = `/api/v1/runs/lab/secret/${run}/history-edits`;
    return (await gateway.send({ method: 'POST', url, headers: admin, payload })).json<{ editId: string }>().editId;
  }

  async function makeId({ path }: Endpoint, who: Exclude<Who, 'anonymous'>, run: string): Promise<string> {
    if (path.includes('/history-edits/')) return makeEdit(run);
    if (path.includes('/views/')) return makeView();
    if (!path.startsWith('/admin/maintenance/')) return makeKey(NAMES[who]);
    const asked = { kind: 'rebuild', action: 'drop-old', projection: 'dead-letters' };
    const begin = () => gateway.send({ method: 'POST', url: '/api/v1/admin/maintenance', headers: admin, payload: asked });
    let begun = await begin();
    // One at a time: that of the test before may still run.
    while (begun.statusCode === 409) begun = await begin();
    return String(begun.json<{ id: number }>().id);
  }

  async function makeSweep(): Promise<string> {
    const payload = { config: 'method: random\nparameters: { planted: { value: 1 } }' };
    const answer = await gateway.send({ method: 'POST', url: '/api/v1/projects/lab/secret/sweeps', headers: admin, payload });
    return answer.json<{ name: string }>().name;
  }

  async function makeView(): Promise<string> {
    const payload = { name: 'planted', document: DEFAULT_WORKSPACE };
    return (await gateway.send({ method: 'POST', url: '/api/v1/projects/lab/secret/views', headers: admin, payload })).json<{
      id: string;
    }>().id;
  }

  async function queryOf({ path }: Endpoint): Promise<string> {
    const queries: Record<string, string> = {
      '/live': '?entity=lab&project=secret',
      '/runs/:entity/:project/:run/history': '?key=loss',
      '/runs/:entity/:project/:run/media': '?key=loss&step=0',
      '/runs/:entity/:project/:run/media/steps': '?key=loss',
      '/projects/:entity/:project/run-field-values': '?field=state',
    };
    const query = queries[path];
    if (query !== undefined) return query;
    if (path !== '/admin/dead-letters/letter') return '';
    const headers = { topic: 'file_stream', partition: '0', offset: String(serial), reason: 'planted' };
    const [at] = await gateway.get(EventLog).append('dead-letters', [{ key: 'k', headers, value: Buffer.from('planted') }]);
    await gateway.get(ProjectionProgress).waitFor('dead-letters', 'dead-letters', 0, at?.offset ?? 0);
    return `?id=${encodeURIComponent(`file_stream/0/${serial}/`)}`;
  }

  async function makeKey(username: string): Promise<string> {
    const made = await gateway.get(AccountCommands).addKey(username, 'spare', 'local');
    if (!made.ok) throw new Error(made.message);
    return made.id;
  }

  function bodyOf({ method, path }: Endpoint): object | undefined {
    const bodies: Record<string, object> = {
      'POST /session': {
        apiKey:
          headers['admin']!['authorization']! && Buffer.from(headers['admin']!['authorization']!.slice(6), 'base64').toString().slice(4),
      },
      'POST /api-keys': { name: 'cli' },
      'POST /projects': { entity: 'lab', name: `p${serial}` },
      'PATCH /runs/:entity/:project/:run': { displayName: 'renamed' },
      'POST /runs/:entity/:project/:run/history-edits': { kind: 'rename', from: 'loss', to: 'cost' },
      'POST /runs/:entity/:project/:run/history-edits/:id/undo': {},
      'POST /projects/:entity/:project/series': { keys: ['loss'], runs: [`r${serial}`] },
      'POST /projects/:entity/:project/runs/query': {},
      'POST /projects/:entity/:project/runs/names': {},
      'POST /projects/:entity/:project/runs/groups': { by: ['state'] },
      'POST /projects/:entity/:project/parameter-importance': { target: 'summary.loss' },
      'POST /projects/:entity/:project/group-series': { keys: ['loss'], groups: [{ runs: [`r${serial}`] }] },
      'PUT /projects/:entity/:project/workspace': { revision: 0, document: DEFAULT_WORKSPACE },
      'POST /projects/:entity/:project/views': { name: 'ours', document: DEFAULT_WORKSPACE },
      'PUT /projects/:entity/:project/views/:id': { revision: 1, name: 'renamed' },
      'POST /projects/:entity/:project/sweeps': { config: 'method: random\nparameters: { lr: { min: 0, max: 1.0 } }' },
      'PATCH /projects/:entity/:project/sweeps/:sweep': { displayName: 'renamed' },
      'PUT /admin/users/:username': {},
      'POST /admin/maintenance': { kind: 'rebuild', action: 'drop-old', projection: 'dead-letters' },
      'POST /admin/dead-letters/replay': { ids: ['run-streams/0/99/'] },
      'PUT /admin/teams/:name': { members: [{ username: 'mia', role: 'member' }] },
    };
    return bodies[`${method} ${path}`];
  }

  it.each(MATRIX)('%s by %s', async (_title, who, endpoint) => {
    const answer = await gateway.send(await request(endpoint, who));
    const want = expected(endpoint, who);
    if (want === 0) {
      expect(answer.statusCode).toBeGreaterThanOrEqual(200);
      expect(answer.statusCode).toBeLessThan(300);
      return;
    }
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([want, 'application/problem+json; charset=utf-8']);
    expect(answer.body).not.toMatch(/secret|planted|lab/);
  });

  it('says the same of what is forbidden and of what is not there', async () => {
    const ask = async (url: string) => {
      const answer = await gateway.send({ url, headers: headers['other user'] ?? {} });
      return { ...answer.json<object>(), requestId: '' };
    };
    await gateway.addRun('lab', 'secret', 'there');
    const unknown = await ask('/api/v1/runs/nobody/nothing/none');
    for (const url of [
      '/api/v1/runs/lab/secret/there',
      '/api/v1/runs/lab/secret/none',
      '/api/v1/projects/lab/secret',
      '/api/v1/projects/lab/none',
      '/api/v1/none',
    ])
      expect(await ask(url)).toEqual(unknown);
  });

  it('lists only what may be seen', async () => {
    const list = async (who: Who) =>
      (await gateway.send({ url: '/api/v1/projects', headers: headers[who] ?? {} })).json<{ projects: object[] }>().projects;
    expect(await list('other user')).toEqual([]);
    expect(await list('viewer')).toContainEqual(expect.objectContaining({ entity: 'lab', name: 'secret' }));
  });

  it('has an endpoint for every route of a controller', () => {
    for (const controller of API_CONTROLLERS) {
      const handlers = Object.getOwnPropertyNames(controller.prototype).filter((name) => {
        if (name === 'constructor') return false;
        const member = Object.getOwnPropertyDescriptor(controller.prototype, name)?.value as unknown;
        return typeof member === 'function' && Reflect.hasMetadata('path', member);
      });
      expect([controller.name, endpointsOf(controller).length]).toEqual([controller.name, handlers.length]);
    }
    expect(ENDPOINTS.length).toBeGreaterThan(25);
  });
});
