import { CSRF_HEADER, DEFAULT_WORKSPACE, type Workspace } from '@runstead/ui-contract';
import { SqlPool } from '@runstead/postgres';
import { type Gateway, basic, keyOf, startGateway } from './fixtures/gateway';

const URL = '/api/v1/projects/ada/mnist/workspace';

describe('workspaces', () => {
  let gateway: Gateway;
  let projectId: string;
  beforeAll(async () => {
    gateway = await startGateway();
    for (const name of ['ada', 'eve']) await gateway.addUser(name);
    ({ projectId } = await gateway.addRun('ada', 'mnist', 'r'));
  }, 60_000);
  afterAll(() => gateway.stop());

  const load = async (who = 'ada'): Promise<Workspace> => (await gateway.send({ url: URL, headers: basic(keyOf(who)) })).json<Workspace>();
  const save = (revision: number, document: object) =>
    gateway.send({ method: 'PUT', url: URL, headers: basic(keyOf('ada')), payload: { revision, document } });

  it('begins with the default, saves by revision, and refuses an outdated one', async () => {
    expect(await load()).toEqual({ revision: 0, document: DEFAULT_WORKSPACE });
    const document = {
      ...DEFAULT_WORKSPACE,
      eyes: { shown: true, exceptions: ['<b>', '__proto__'] },
      colours: { 'a=b': '#ff0000' },
      maxRuns: 12,
    };
    const first = await save(0, document);
    expect([first.statusCode, first.json()]).toEqual([200, { revision: 1, document }]);
    expect(await load()).toEqual({ revision: 1, document });
    const outdated = await save(0, DEFAULT_WORKSPACE);
    expect([outdated.statusCode, outdated.json<{ type: string }>().type]).toEqual([409, 'urn:runstead:problem:newer-revision']);
    expect((await save(1, DEFAULT_WORKSPACE)).json()).toMatchObject({ revision: 2 });
  });

  it('belongs to a person', async () => {
    expect((await gateway.send({ url: URL, headers: { ...(await gateway.session('local')), [CSRF_HEADER]: '1' } })).json()).toMatchObject({
      revision: 0,
    });
  });

  it.each([
    ['an unknown field', { ...DEFAULT_WORKSPACE, extra: 1 }],
    ['a colour that is none', { ...DEFAULT_WORKSPACE, colours: { r: 'red' } }],
    ['too many runs', { ...DEFAULT_WORKSPACE, maxRuns: 1_001 }],
    ['nothing', {}],
  ])('refuses a document with %s', async (_what, document) => {
    expect((await save(2, document)).statusCode).toBe(400);
  });

  it('opens with the default when what was saved cannot be read', async () => {
    await gateway.get(SqlPool).db.updateTable('workspaces').set({ document: '{"eyes":7}' }).where('project_id', '=', projectId).execute();
    expect(await load()).toEqual({ revision: 2, document: DEFAULT_WORKSPACE });
  });
});
