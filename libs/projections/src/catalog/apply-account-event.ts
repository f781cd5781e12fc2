import type { Database } from '@runstead/postgres';
import { type AccountEvent, type EventOf, stringifyJson } from '@runstead/run-domain';
import type { Transaction } from 'kysely';

/** Accounts change rarely and their order matters: one event, one or two statements. */
export async function applyAccountEvent(tx: Transaction<Database>, event: AccountEvent): Promise<void> {
  switch (event.type) {
    case 'UserSaved':
      return saveUser(tx, event);
    case 'UserRemoved':
      await tx.deleteFrom('api_keys').where('username', '=', event.data.username).execute();
      await tx.deleteFrom('team_members').where('username', '=', event.data.username).execute();
      await tx.deleteFrom('users').where('username', '=', event.data.username).execute();
      return;
    case 'ApiKeyAdded':
      await tx
        .insertInto('api_keys')
        .values({
          key_id: event.data.keyId,
          username: event.data.username,
          name: event.data.name,
          sha256: event.data.sha256,
          last_four: event.data.lastFour,
          created_at: new Date(event.time),
        })
        .onConflict((conflict) => conflict.column('key_id').doNothing())
        .execute();
      return;
    case 'ApiKeyRevoked':
      await tx.deleteFrom('api_keys').where('key_id', '=', event.data.keyId).execute();
      return;
    case 'TeamSaved':
      return saveTeam(tx, event);
    case 'CustomChartSaved':
      return saveChart(tx, event);
  }
}

async function saveUser(tx: Transaction<Database>, { data, time }: EventOf<'UserSaved'>): Promise<void> {
  const told = {
    ...(data.email === undefined ? {} : { email: data.email }),
    ...(data.admin === undefined ? {} : { admin: data.admin }),
    ...(data.passwordHash === undefined ? {} : { password_hash: data.passwordHash }),
  };
  const unknown = {
    username: data.username,
    user_id: data.userId,
    email: null,
    admin: false,
    password_hash: null,
    created_at: new Date(time),
  };
  await tx
    .insertInto('users')
    .values({ ...unknown, ...told })
    .onConflict((conflict) =>
      Object.keys(told).length > 0 ? conflict.column('username').doUpdateSet(told) : conflict.column('username').doNothing(),
    )
    .execute();
}

async function saveChart(tx: Transaction<Database>, { data, time }: EventOf<'CustomChartSaved'>): Promise<void> {
  const { entity, name, chartId, displayName, kind, access, spec } = data;
  const told = { display_name: displayName, kind, access, spec: stringifyJson(spec), changed_at: new Date(time) };
  await tx
    .insertInto('custom_charts')
    .values({ entity, name, chart_id: chartId, ...told })
    .onConflict((conflict) => conflict.columns(['entity', 'name']).doUpdateSet(told))
    .execute();
}

async function saveTeam(tx: Transaction<Database>, { data }: EventOf<'TeamSaved'>): Promise<void> {
  await tx.deleteFrom('team_members').where('team', '=', data.name).execute();
  if (data.members.length === 0) return;
  const members = data.members.map(({ username, role }) => ({ team: data.name, username, role }));
  // A person named twice keeps the first role.
  await tx
    .insertInto('team_members')
    .values(members)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
