import { CSRF_HEADER, DEFAULT_WORKSPACE, type SavedView, type SavedViewList } from '@runstead/ui-contract';
import { type Gateway, basic, keyOf, startGateway } from './fixtures/gateway';

const URL = '/api/v1/projects/lab/mnist/views';

describe('saved views', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
    for (const name of ['ada', 'vic', 'eve']) await gateway.addUser(name);
    await gateway.addTeam('lab', [
      { username: 'ada', role: 'member' },
      { username: 'vic', role: 'viewer' },
    ]);
    await gateway.addRun('lab', 'mnist', 'r');
    await gateway.addRun('lab', 'other', 'r');
  }, 60_000);
  afterAll(() => gateway.stop());

  const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object, who = 'ada') =>
    gateway.send({ method, url: path, headers: { ...basic(keyOf(who)), [CSRF_HEADER]: '1' }, ...(payload ? { payload } : {}) });
  const create = async (name: string): Promise<SavedView> =>
    (await send('POST', URL, { name, document: { ...DEFAULT_WORKSPACE, maxRuns: 7 } })).json<SavedView>();
  const names = async (): Promise<string[]> => (await send('GET', URL)).json<SavedViewList>().views.map(({ name }) => name);

  it('are made, listed by name, read, changed and removed', async () => {
    const second = await create('second');
    const first = await create('  first  ');
    expect(first).toMatchObject({ name: 'first', revision: 1, updatedBy: 'ada', document: { maxRuns: 7 } });
    expect(await names()).toEqual(['first', 'second']);
    const changed = await send('PUT', `${URL}/${first.id}`, { revision: 1, name: 'renamed' });
    expect(changed.json()).toMatchObject({ name: 'renamed', revision: 2, document: { maxRuns: 7 } });
    await send('PUT', `${URL}/${first.id}`, { revision: 2, document: { ...DEFAULT_WORKSPACE, maxRuns: 9 } });
    expect((await send('GET', `${URL}/${first.id}`)).json()).toMatchObject({ name: 'renamed', revision: 3, document: { maxRuns: 9 } });
    expect((await send('DELETE', `${URL}/${second.id}`)).statusCode).toBeLessThan(300);
    expect([(await send('GET', `${URL}/${second.id}`)).statusCode, await names()]).toEqual([404, ['renamed']]);
    expect((await send('DELETE', `${URL}/${second.id}`)).statusCode).toBe(404);
  });

  it('refuses to save over what was not seen', async () => {
    const { id } = await create('shared');
    expect((await send('PUT', `${URL}/${id}`, { revision: 1, name: 'mine' })).statusCode).toBe(200);
    const late = await send('PUT', `${URL}/${id}`, { revision: 1, name: 'late' });
    expect([late.statusCode, late.json<{ type: string }>().type]).toEqual([409, 'urn:runstead:problem:newer-revision']);
    expect((await send('GET', `${URL}/${id}`)).json()).toMatchObject({ name: 'mine' });
  });

  it('belong to their project, and to who may write it', async () => {
    const { id } = await create('bound');
    expect((await send('GET', `/api/v1/projects/lab/other/views/${id}`)).statusCode).toBe(404);
    expect((await send('PUT', `/api/v1/projects/lab/other/views/${id}`, { revision: 1, name: 'x' })).statusCode).toBe(404);
    expect((await send('GET', `${URL}/${id}`, undefined, 'vic')).statusCode).toBe(200);
    expect((await send('PUT', `${URL}/${id}`, { revision: 1, name: 'x' }, 'vic')).statusCode).toBe(403);
    expect((await send('GET', `${URL}/${id}`, undefined, 'eve')).statusCode).toBe(404);
  });

  it.each([
    ['no name', { name: '  ', document: DEFAULT_WORKSPACE }],
    ['no document', { name: 'x' }],
    ['a document that is none', { name: 'x', document: { eyes: 7 } }],
  ])('refuses one with %s', async (_what, payload) => {
    expect((await send('POST', URL, payload)).statusCode).toBe(400);
  });
});
