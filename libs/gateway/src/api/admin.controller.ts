import { AccountCommands } from '@runstead/accounts';
import { ProjectionHealth } from '@runstead/projections';
import { entityNameSchema, projectionsSchema, saveTeamSchema, saveUserSchema, savedEntitySchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { invalid } from '../endpoint/problem';
import { refused } from '../endpoint/refused';
import { ApiController, Serve } from '../endpoint/serve';

const access = { action: 'instance:admin', on: 'instance' } as const;
const saveUser = endpoint({
  method: 'PUT',
  path: '/admin/users/:username',
  summary: 'Create or change a user; an existing API key can be brought along',
  access,
  body: saveUserSchema,
  answer: savedEntitySchema,
});
const removeUser = endpoint({ method: 'DELETE', path: '/admin/users/:username', summary: 'Remove a user', access, answer: 'nothing' });
const saveTeam = endpoint({
  method: 'PUT',
  path: '/admin/teams/:name',
  summary: 'Create a team or replace its members',
  access,
  body: saveTeamSchema,
  answer: savedEntitySchema,
});
const readProjections = endpoint({
  method: 'GET',
  path: '/admin/projections',
  summary: 'How far each projection is behind the log, and what is wrong with it',
  access,
  answer: projectionsSchema,
});

@ApiController()
export class AdminController {
  constructor(
    private readonly accounts: AccountCommands,
    private readonly health: ProjectionHealth,
  ) {}

  @Serve(saveUser)
  async saveUser({ params, body, principal }: Call<typeof saveUser>) {
    const username = entityName(params.username);
    const outcome = await this.accounts.saveUser(username, body, principal.username);
    if (!outcome.ok) throw refused(outcome);
    return { name: username, created: outcome.created };
  }

  @Serve(removeUser)
  async removeUser({ params, principal }: Call<typeof removeUser>): Promise<void> {
    const outcome = await this.accounts.removeUser(params.username, principal.username);
    if (!outcome.ok) throw refused(outcome);
  }

  @Serve(saveTeam)
  async saveTeam({ params, body, principal }: Call<typeof saveTeam>) {
    const name = entityName(params.name);
    const outcome = await this.accounts.saveTeam(name, body.members, principal.username);
    if (!outcome.ok) throw refused(outcome);
    return { name, created: outcome.created };
  }

  @Serve(readProjections)
  async projections(_call: Call<typeof readProjections>) {
    return { projections: await this.health.statuses() };
  }
}

function entityName(text: string): string {
  const name = entityNameSchema.safeParse(text);
  if (!name.success) throw invalid(name.error.issues[0]?.message ?? 'Not a name');
  return name.data;
}
