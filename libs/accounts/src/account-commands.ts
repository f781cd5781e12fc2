import { Injectable } from '@nestjs/common';
import { NoPeers, Peers } from '@runstead/postgres';
import { Ids, ServerSettings, type TeamRole } from '@runstead/run-domain';
import { apiKeyTextSchema, entityNameSchema } from '@runstead/ui-contract';
import { AccountDirectory, type ApiKeyListing, type User } from './account-directory';
import { AccountJournal, type AccountFact } from './account-journal';
import { refuse, type AccountOutcome, type AccountRefusal } from './account-outcome';
import { digestOf, newApiKey } from './api-key-text';
import { hashPassword } from './password';
import { Sessions } from './sessions';

/** What is absent or undefined stays as it was. */
export interface UserChanges {
  readonly apiKey?: string | undefined;
  readonly password?: string | undefined;
  readonly admin?: boolean | undefined;
  readonly email?: string | undefined;
}

/** How long a change may wait for the rows of changes that other processes have made. */
const PATIENCE_MS = 30_000;

/**
 * Changes of users, teams and keys, one after the other in all processes, so that two requests cannot both take a
 * name or remove the last administrator. `actor` is the user name of who asked.
 */
@Injectable()
export class AccountCommands {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly directory: AccountDirectory,
    private readonly journal: AccountJournal,
    private readonly sessions: Sessions,
    private readonly ids: Ids,
    private readonly settings: ServerSettings,
    private readonly peers: Peers = new NoPeers(),
  ) {}

  /** Creates the user, with a personal entity of the same name, or changes it. `apiKey` is added to those it has. */
  saveUser(username: string, changes: UserChanges, actor: string): Promise<AccountOutcome<{ created: boolean }>> {
    return this.inTurn(async () => {
      const user = await this.directory.user(username);
      const refusal = (await this.nameRefusal(username, 'user')) ?? (await this.userRefusal(user, changes));
      if (refusal) return refusal;
      const key =
        changes.apiKey === undefined ? { ok: true as const, facts: [] } : await this.keyFacts(username, 'API key', changes.apiKey);
      if (!key.ok) return key;
      await this.journal.record(username, [...(await this.userFacts(username, user, changes)), ...key.facts], actor);
      if (changes.password !== undefined) await this.sessions.endAll(username);
      return { ok: true, created: user === null };
    });
  }

  /** The user, its keys, sessions and memberships. What it logged stays. The last administrator cannot be removed. */
  removeUser(username: string, actor: string): Promise<AccountOutcome<object>> {
    return this.inTurn(async () => {
      const user = await this.directory.user(username);
      if (!user) return refuse('unknown-user', `There is no user named ${username}`);
      if (await this.isLastAdministrator(user)) return refuse('last-administrator', 'The last administrator cannot be removed');
      await this.journal.record(username, [{ type: 'UserRemoved', data: { username } }], actor);
      await this.sessions.endAll(username);
      return { ok: true };
    });
  }

  /** Creates the team or replaces its members. */
  saveTeam(
    name: string,
    members: readonly { readonly username: string; readonly role: TeamRole }[],
    actor: string,
  ): Promise<AccountOutcome<{ created: boolean }>> {
    return this.inTurn(async () => {
      const refusal = (await this.nameRefusal(name, 'team')) ?? (await this.membersRefusal(members));
      if (refusal) return refusal;
      const created = (await this.directory.entityKind(name)) === null;
      await this.journal.record(name, [{ type: 'TeamSaved', data: { name, members } }], actor);
      return { ok: true, created };
    });
  }

  /** A new key, generated unless `key` brings one along. The answer is the only place where the key is ever shown. */
  addKey(username: string, name: string, actor: string, key?: string): Promise<AccountOutcome<{ id: string; name: string; key: string }>> {
    return this.inTurn(async () => {
      if (!(await this.directory.user(username))) return refuse('unknown-user', `There is no user named ${username}`);
      const text = key ?? newApiKey(this.ids);
      const added = await this.keyFacts(username, name, text);
      if (!added.ok) return added;
      const [fact] = added.facts;
      if (!fact) return refuse('key-taken', 'The user already has this key');
      await this.journal.record(username, [fact], actor);
      return { ok: true, id: fact.data.keyId, name, key: text };
    });
  }

  revokeKey(username: string, keyId: string, actor: string): Promise<AccountOutcome<object>> {
    return this.inTurn(async () => {
      const keys = await this.directory.keys(username);
      if (!keys.some(({ id }) => id === keyId)) return refuse('unknown-key', 'The user has no such key');
      await this.journal.record(username, [{ type: 'ApiKeyRevoked', data: { keyId, username } }], actor);
      return { ok: true };
    });
  }

  listKeys(username: string): Promise<ApiKeyListing[]> {
    return this.directory.keys(username);
  }

  /**
   * First start: creates the administrator with the configured key or a generated one, which is answered once. Later
   * starts: adds the configured key when it is not there yet. Throws a sentence for people when the settings cannot be.
   */
  ensureAdministrator(): Promise<{ username: string; newKey: string | null }> {
    return this.inTurn(async () => {
      const { adminUser: username, adminApiKey } = this.settings;
      await this.journal.caughtUp();
      const user = await this.directory.user(username);
      const key = adminApiKey ?? (user ? null : newApiKey(this.ids));
      const refusal = await this.nameRefusal(username, 'user');
      const added = key === null ? { ok: true as const, facts: [] } : await this.keyFacts(username, 'first API key', key);
      if (refusal) throw new Error(`RUNSTEAD_ADMIN_USER: ${refusal.message}`);
      if (!added.ok) throw new Error(`RUNSTEAD_ADMIN_API_KEY: ${added.message}`);
      const facts = [...(user ? [] : await this.userFacts(username, null, { admin: true })), ...added.facts];
      await this.journal.record(username, facts, 'system:first-start');
      return { username, newKey: user ? null : key };
    });
  }

  private async userFacts(username: string, user: User | null, changes: UserChanges): Promise<AccountFact[]> {
    const { password, admin, email } = changes;
    if (user && password === undefined && admin === undefined && email === undefined) return [];
    const data = {
      userId: user?.userId ?? this.ids.rowId(),
      username,
      ...(email === undefined ? {} : { email }),
      ...(admin === undefined ? {} : { admin }),
      ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
    };
    return [{ type: 'UserSaved', data }];
  }

  /** No fact when the user has the key already: repeating a command changes nothing. */
  private async keyFacts(
    username: string,
    name: string,
    key: string,
  ): Promise<AccountOutcome<{ facts: Extract<AccountFact, { type: 'ApiKeyAdded' }>[] }>> {
    const form = apiKeyTextSchema.safeParse(key);
    if (!form.success) return refuse('invalid', form.error.issues[0]!.message);
    const sha256 = digestOf(key);
    const owner = await this.directory.ownerOfKey(sha256);
    if (owner && owner.username !== username) return refuse('key-taken', 'This key belongs to another user');
    const data = { keyId: this.ids.eventId(), username, name, sha256, lastFour: key.slice(-4) };
    return { ok: true, facts: owner ? [] : [{ type: 'ApiKeyAdded', data }] };
  }

  private async nameRefusal(name: string, kind: 'user' | 'team'): Promise<AccountRefusal | null> {
    const form = entityNameSchema.safeParse(name);
    if (!form.success) return refuse('invalid', form.error.issues[0]!.message);
    const present = await this.directory.entityKind(name);
    return present && present !== kind ? refuse('name-taken', `${name} is the name of a ${present}`) : null;
  }

  private async userRefusal(user: User | null, changes: UserChanges): Promise<AccountRefusal | null> {
    if (changes.admin !== false || !user || !(await this.isLastAdministrator(user))) return null;
    return refuse('last-administrator', 'The last administrator cannot lose that right');
  }

  private async membersRefusal(members: readonly { readonly username: string }[]): Promise<AccountRefusal | null> {
    if (members.length === 0) return refuse('invalid', 'A team needs at least one member');
    const names = members.map(({ username }) => username);
    if (new Set(names).size < names.length) return refuse('invalid', 'A member is named twice');
    for (const username of names)
      if (!(await this.directory.user(username))) return refuse('unknown-user', `There is no user named ${username}`);
    return null;
  }

  private async isLastAdministrator(user: User): Promise<boolean> {
    if (!user.admin) return false;
    return (await this.directory.administrators()).every((username) => username === user.username);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const decide = (): Promise<T> =>
      this.peers.turn('accounts:all', async (undisturbed) => {
        if (!undisturbed) await this.journal.caughtUp(PATIENCE_MS);
        return work();
      });
    const turn = this.last.then(decide, decide);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
