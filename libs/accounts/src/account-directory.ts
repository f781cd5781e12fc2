import { Injectable } from '@nestjs/common';
import type { TeamRole } from '@runstead/run-domain';
import { SqlPool } from '@runstead/postgres';
import type { Principal } from './principal';

export interface User {
  readonly username: string;
  readonly userId: string;
  readonly email: string | null;
  readonly admin: boolean;
  readonly hasPassword: boolean;
}

export interface ApiKeyListing {
  readonly id: string;
  readonly name: string;
  readonly lastFour: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Reads of users, teams and keys as the projection `catalog` holds them. */
@Injectable()
export class AccountDirectory {
  constructor(private readonly pool: SqlPool) {}

  async user(username: string): Promise<User | null> {
    const row = await this.pool.db.selectFrom('users').selectAll().where('username', '=', username).executeTakeFirst();
    if (!row) return null;
    return { username: row.username, userId: row.user_id, email: row.email, admin: row.admin, hasPassword: row.password_hash !== null };
  }

  /** Whether an entity of that name exists: every user is one, every team is one. */
  async entityKind(name: string): Promise<'user' | 'team' | null> {
    const { db } = this.pool;
    if (await db.selectFrom('users').select('username').where('username', '=', name).executeTakeFirst()) return 'user';
    const member = await db.selectFrom('team_members').select('team').where('team', '=', name).limit(1).executeTakeFirst();
    return member ? 'team' : null;
  }

  async teamMembers(team: string): Promise<{ username: string; role: TeamRole }[]> {
    const rows = await this.pool.db.selectFrom('team_members').selectAll().where('team', '=', team).orderBy('username').execute();
    return rows.map(({ username, role }) => ({ username, role: role as TeamRole }));
  }

  /** The user with the memberships that `Policy` looks at, or null. */
  async principal(username: string): Promise<Principal | null> {
    const { db } = this.pool;
    const user = await db.selectFrom('users').select(['username', 'admin']).where('username', '=', username).executeTakeFirst();
    if (!user) return null;
    const teams = await db.selectFrom('team_members').select(['team', 'role']).where('username', '=', username).orderBy('team').execute();
    const memberships = teams.map(({ team, role }) => ({ entity: team, role: role as TeamRole }));
    return { username, admin: user.admin, memberships: [{ entity: username, role: 'owner' }, ...memberships] };
  }

  /** Oldest first. */
  async keys(username: string): Promise<ApiKeyListing[]> {
    const rows = await this.pool.db
      .selectFrom('api_keys')
      .select(['key_id', 'name', 'last_four', 'created_at'])
      .where('username', '=', username)
      .orderBy('created_at')
      .orderBy('key_id')
      .execute();
    return rows.map((row) => ({ id: row.key_id, name: row.name, lastFour: row.last_four, createdAt: row.created_at.getTime() }));
  }

  async ownerOfKey(sha256: string): Promise<{ username: string; sha256: string } | null> {
    const row = await this.pool.db.selectFrom('api_keys').select(['username', 'sha256']).where('sha256', '=', sha256).executeTakeFirst();
    return row ?? null;
  }

  async passwordHash(username: string): Promise<string | null> {
    const row = await this.pool.db.selectFrom('users').select('password_hash').where('username', '=', username).executeTakeFirst();
    return row?.password_hash ?? null;
  }

  async administrators(): Promise<string[]> {
    const rows = await this.pool.db.selectFrom('users').select('username').where('admin', '=', true).orderBy('username').execute();
    return rows.map(({ username }) => username);
  }
}
