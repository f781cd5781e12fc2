import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventLog } from '@runstead/event-log/embedded';
import { PglitePool } from '@runstead/postgres/pglite';
import { CatalogProjector, ChangeFeed, ProjectionHealth, ProjectionProgress, ProjectionRunner, ProjectorList } from '@runstead/projections';
import { RandomIds, SystemClock, type ServerSettings } from '@runstead/run-domain';
import { AccountCommands } from './account-commands';
import { AccountDirectory } from './account-directory';
import { AccountJournal } from './account-journal';
import { Authentication } from './authentication';
import { OneTimeLinks } from './one-time-links';
import { PrincipalCache } from './principal-cache';
import { Sessions } from './sessions';

const KEY = 'brought-along-from-elsewhere-0123456789';

/** The module's classes over the real embedded log, Postgres and projector. */
async function openAccounts(directory: string, adminApiKey: string | null = null, projecting = true) {
  const clock = new SystemClock();
  const ids = new RandomIds(() => clock.now());
  const log = await EmbeddedEventLog.open(join(directory, 'log'), { clock });
  const pool = await PglitePool.open(join(directory, 'postgres'));
  await pool.migrate();
  const progress = new ProjectionProgress();
  const list = new ProjectorList([new CatalogProjector()]);
  const runner = new ProjectionRunner(log, pool, progress, new ChangeFeed(), new ProjectionHealth(), clock, list);
  if (projecting) await runner.start();
  const cache = new PrincipalCache(clock);
  const accounts = new AccountDirectory(pool);
  const sessions = new Sessions(pool, clock, ids, cache);
  const journal = new AccountJournal(log, progress, pool, cache, clock, ids);
  const settings = { adminUser: 'local', adminApiKey } as ServerSettings;
  const commands = new AccountCommands(accounts, journal, sessions, ids, settings);
  const authentication = new Authentication(accounts, cache, pool, clock, journal);
  const links = new OneTimeLinks(clock, ids);
  const close = async (): Promise<void> => {
    await runner.stop();
    await pool.close();
    await log.close();
  };
  return { log, pool, runner, accounts, sessions, commands, authentication, links, close };
}

type Accounts = Awaited<ReturnType<typeof openAccounts>>;

describe('accounts', () => {
  let directory: string;
  let open: Accounts;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'runstead-accounts-'));
    open = await openAccounts(directory);
  });

  afterAll(async () => {
    await open.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('makes the first administrator once, and tells the key once', async () => {
    const first = await open.commands.ensureAdministrator();
    expect(first.username).toBe('local');
    expect(first.newKey).toMatch(/^local-[0-9a-f]{40}$/);
    expect(await open.authentication.byApiKey(first.newKey!)).toEqual({
      username: 'local',
      admin: true,
      memberships: [{ entity: 'local', role: 'owner' }],
    });
    expect(await open.commands.ensureAdministrator()).toEqual({ username: 'local', newKey: null });
    expect(await open.commands.listKeys('local')).toHaveLength(1);
  });

  it('keeps no key in the log or in Postgres', async () => {
    const made = await open.commands.addKey('local', 'laptop', 'local');
    if (!made.ok) throw new Error(made.message);
    const records = await open.log.read('run-events', 0, 0, { maxRecords: 1_000, maxBytes: 1 << 24 });
    const everything = records.map((record) => record.value.toString() + JSON.stringify(record.headers)).join('\n');
    const rows = JSON.stringify(await open.pool.db.selectFrom('api_keys').selectAll().execute());
    expect(everything).toContain(made.id);
    expect(everything).not.toContain(made.key);
    expect(rows).not.toContain(made.key);
    expect((await open.commands.listKeys('local')).map(({ name, lastFour }) => [name, lastFour])).toContainEqual([
      'laptop',
      made.key.slice(-4),
    ]);
  });

  it('stops a revoked key at once', async () => {
    const made = await open.commands.addKey('local', 'to be revoked', 'local');
    if (!made.ok) throw new Error(made.message);
    expect(await open.authentication.byApiKey(made.key)).not.toBeNull();
    expect(await open.commands.revokeKey('local', made.id, 'local')).toEqual({ ok: true });
    expect(await open.authentication.byApiKey(made.key)).toBeNull();
    expect(await open.commands.revokeKey('local', made.id, 'local')).toMatchObject({ ok: false, reason: 'unknown-key' });
  });

  it('creates users with a key that is brought along, and repeats without effect', async () => {
    expect(await open.commands.saveUser('ana', { apiKey: KEY, email: 'ana@example.org' }, 'local')).toEqual({ ok: true, created: true });
    expect(await open.commands.saveUser('ana', { apiKey: KEY }, 'local')).toEqual({ ok: true, created: false });
    expect(await open.commands.listKeys('ana')).toHaveLength(1);
    const header = `Basic ${Buffer.from(`api:${KEY}`).toString('base64')}`;
    expect(await open.authentication.byAuthorizationHeader(header)).toMatchObject({ username: 'ana', admin: false });
    expect(await open.accounts.user('ana')).toMatchObject({ email: 'ana@example.org', hasPassword: false });
  });

  it('does not give one key to two users', async () => {
    expect(await open.commands.saveUser('ben', { apiKey: KEY }, 'local')).toMatchObject({ ok: false, reason: 'key-taken' });
    expect(await open.accounts.user('ben')).toBeNull();
  });

  it.each(['api', 'graphql', 'files', '.hidden', '_own', 'with space', 'a/b', '', 'x'.repeat(65), '../etc', '<b>', '\0'])(
    'refuses the name %j',
    async (name) => {
      expect(await open.commands.saveUser(name, {}, 'local')).toMatchObject({ ok: false, reason: 'invalid' });
      expect(await open.commands.saveTeam(name, [{ username: 'local', role: 'owner' }], 'local')).toMatchObject({
        ok: false,
        reason: 'invalid',
      });
    },
  );

  it('lets no team and user share a name', async () => {
    expect(await open.commands.saveTeam('vision', [{ username: 'ana', role: 'viewer' }], 'local')).toEqual({ ok: true, created: true });
    expect(await open.commands.saveUser('vision', {}, 'local')).toMatchObject({ ok: false, reason: 'name-taken' });
    expect(await open.commands.saveTeam('ana', [{ username: 'local', role: 'owner' }], 'local')).toMatchObject({
      ok: false,
      reason: 'name-taken',
    });
    expect(await open.commands.saveTeam('vision', [{ username: 'nobody', role: 'owner' }], 'local')).toMatchObject({
      ok: false,
      reason: 'unknown-user',
    });
    expect(await open.accounts.entityKind('vision')).toBe('team');
    expect(await open.accounts.entityKind('ana')).toBe('user');
    expect(await open.accounts.entityKind('nobody')).toBeNull();
  });

  it('shows a new membership at once', async () => {
    expect((await open.authentication.byApiKey(KEY))!.memberships).toEqual([
      { entity: 'ana', role: 'owner' },
      { entity: 'vision', role: 'viewer' },
    ]);
    await open.commands.saveTeam('vision', [{ username: 'ana', role: 'admin' }], 'local');
    expect((await open.authentication.byApiKey(KEY))!.memberships[1]).toEqual({ entity: 'vision', role: 'admin' });
  });

  it('signs in by password, session and one-time link', async () => {
    await open.commands.saveUser('ana', { password: 'a long password' }, 'local');
    expect(await open.authentication.byPassword('ana', 'a long password')).toMatchObject({ username: 'ana' });
    expect(await open.authentication.byPassword('ana', 'another')).toBeNull();
    expect(await open.authentication.byPassword('nobody', 'another')).toBeNull();
    const { token } = await open.sessions.start('ana');
    expect(await open.authentication.bySession(token)).toMatchObject({ username: 'ana' });
    await open.sessions.end(token);
    expect(await open.authentication.bySession(token)).toBeNull();
    const link = open.links.issue('ana');
    expect(open.links.redeem(link)).toBe('ana');
    expect(open.links.redeem(link)).toBeNull();
  });

  it('ends sessions when the password changes', async () => {
    const { token } = await open.sessions.start('ana');
    await open.commands.saveUser('ana', { password: 'another long password' }, 'local');
    expect(await open.authentication.bySession(token)).toBeNull();
  });

  it('keeps an administrator', async () => {
    expect(await open.commands.removeUser('local', 'local')).toMatchObject({ ok: false, reason: 'last-administrator' });
    expect(await open.commands.saveUser('local', { admin: false }, 'local')).toMatchObject({ ok: false, reason: 'last-administrator' });
  });

  it('removes a user with its keys and sessions', async () => {
    const { token } = await open.sessions.start('ana');
    expect(await open.commands.removeUser('ana', 'local')).toEqual({ ok: true });
    expect(await open.authentication.byApiKey(KEY)).toBeNull();
    expect(await open.authentication.bySession(token)).toBeNull();
    expect(await open.accounts.entityKind('ana')).toBeNull();
    expect(await open.commands.removeUser('ana', 'local')).toMatchObject({ ok: false, reason: 'unknown-user' });
  });

  it('adds the configured key on a later start, once', async () => {
    await open.close();
    open = await openAccounts(directory, KEY);
    expect(await open.commands.ensureAdministrator()).toEqual({ username: 'local', newKey: null });
    expect(await open.authentication.byApiKey(KEY)).toMatchObject({ username: 'local', admin: true });
    const before = (await open.commands.listKeys('local')).length;
    await open.commands.ensureAdministrator();
    expect(await open.commands.listKeys('local')).toHaveLength(before);
  });

  it('refuses no key while accounts are still being read from the log', async () => {
    await open.close();
    await rm(join(directory, 'postgres'), { recursive: true });
    open = await openAccounts(directory, KEY, false);
    const asked = open.authentication.byApiKey(KEY);
    await open.runner.start();
    expect(await asked).toMatchObject({ username: 'local', admin: true });
    expect(await open.authentication.byApiKey('no-such-key-0123456789')).toBeNull();
  });
});
