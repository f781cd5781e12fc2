import { OneTimeLinks } from '@runstead/accounts';
import { CSRF_HEADER } from '@runstead/ui-contract';
import { ADMIN_KEY, type Gateway, admin, basic, keyOf, startGateway } from './fixtures/gateway';

describe('sessions', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.addUser('ada');
  }, 60_000);
  afterAll(() => gateway.stop());

  const signIn = (payload: object, headers: Record<string, string> = {}) =>
    gateway.send({ method: 'POST', url: '/api/v1/session', payload, headers });

  it('answers 401 with a problem to nobody', async () => {
    const answer = await gateway.send('/api/v1/session');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      type: 'urn:runstead:problem:not-signed-in',
      status: 401,
      requestId: expect.any(String) as string,
    });
  });

  it('exchanges a key for a cookie that scripts cannot read', async () => {
    const answer = await signIn({ apiKey: keyOf('ada') });
    expect(answer.json()).toEqual({ username: 'ada', admin: false, entities: ['ada'] });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^runstead_session=[0-9a-f]{64}; Path=\/; Expires=.+ GMT; HttpOnly; SameSite=Lax$/);
    expect((await gateway.send({ url: '/api/v1/session', headers: { cookie } })).json()).toMatchObject({ username: 'ada' });
  });

  it('takes a one-time link once', async () => {
    const oneTimeToken = gateway.get(OneTimeLinks).issue('local');
    expect((await signIn({ oneTimeToken })).json()).toMatchObject({ username: 'local', admin: true });
    expect((await signIn({ oneTimeToken })).statusCode).toBe(401);
  });

  it('refuses what is no key, in the same words', async () => {
    const wrong = await signIn({ apiKey: 'x'.repeat(40) });
    expect(wrong.statusCode).toBe(401);
    expect((await signIn({ apiKey: ADMIN_KEY.slice(0, -1) })).json()).toMatchObject({
      detail: (wrong.json() as { detail: string }).detail,
    });
    for (const payload of [{}, { apiKey: '' }, { apiKey: 1 }, { apiKey: ADMIN_KEY, oneTimeToken: 'x' }, []])
      expect((await signIn(payload)).statusCode).toBe(400);
    const text = await gateway.send({
      method: 'POST',
      url: '/api/v1/session',
      payload: `{"apiKey":"${ADMIN_KEY}"}`,
      headers: { 'content-type': 'text/plain' },
    });
    expect(text.statusCode).toBe(400);
  });

  it('gives a new token at each sign-in and forgets the old one', async () => {
    const first = await gateway.session('ada');
    await signIn({ apiKey: keyOf('ada') }, { ...first, [CSRF_HEADER]: '1' });
    expect((await gateway.send({ url: '/api/v1/session', headers: first })).statusCode).toBe(401);
  });

  it('ends', async () => {
    const session = await gateway.session('ada');
    const out = await gateway.send({ method: 'DELETE', url: '/api/v1/session', headers: { ...session, [CSRF_HEADER]: '1' } });
    expect(out.statusCode).toBe(204);
    expect(out.headers['set-cookie']?.[0]).toMatch(/^runstead_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await gateway.send({ url: '/api/v1/session', headers: session })).statusCode).toBe(401);
  });

  it('needs the header for a change by cookie, not for one by key', async () => {
    const session = await gateway.session('ada');
    const create = (headers: Record<string, string>) =>
      gateway.send({ method: 'POST', url: '/api/v1/api-keys', payload: { name: 'cli' }, headers });
    expect((await create(session)).statusCode).toBe(403);
    expect((await create({ ...session, [CSRF_HEADER]: '1' })).statusCode).toBe(200);
    expect((await create(basic(keyOf('ada')))).statusCode).toBe(200);
  });

  it('does not fall back to the cookie when a key is wrong', async () => {
    const session = await gateway.session('ada');
    const answer = await gateway.send({ url: '/api/v1/session', headers: { ...session, ...basic('y'.repeat(40)) } });
    expect(answer.statusCode).toBe(401);
  });

  it('makes keys that work, lists them without the secret, and revokes them', async () => {
    const made = await gateway.send({
      method: 'POST',
      url: '/api/v1/api-keys',
      payload: { name: 'laptop' },
      headers: basic(keyOf('ada')),
    });
    const { id, key } = made.json<{ id: string; key: string }>();
    expect((await gateway.send({ url: '/api/v1/session', headers: { authorization: `Bearer ${key}` } })).json()).toMatchObject({
      username: 'ada',
    });
    const list = await gateway.send({ url: '/api/v1/api-keys', headers: basic(key) });
    expect(list.json<{ keys: object[] }>().keys).toContainEqual(expect.objectContaining({ id, name: 'laptop', lastFour: key.slice(-4) }));
    expect(list.body).not.toContain(key);
    const foreign = await gateway.send({ method: 'DELETE', url: `/api/v1/api-keys/${id}`, headers: admin });
    expect(foreign.statusCode).toBe(404);
    expect((await gateway.send({ method: 'DELETE', url: `/api/v1/api-keys/${id}`, headers: basic(key) })).statusCode).toBe(204);
    expect((await gateway.send({ url: '/api/v1/session', headers: basic(key) })).statusCode).toBe(401);
  });
});
