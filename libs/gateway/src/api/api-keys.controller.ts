import { AccountCommands } from '@runstead/accounts';
import { type ApiKeyList, apiKeyListSchema, createdApiKeySchema, newApiKeySchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { refused } from '../endpoint/refused';
import { ApiController, Serve } from '../endpoint/serve';

const own = { action: 'account:write', on: 'own account' } as const;
const listKeys = endpoint({
  method: 'GET',
  path: '/api-keys',
  summary: 'The API keys of the caller',
  access: own,
  answer: apiKeyListSchema,
});
const createKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  summary: 'A new API key; it is in this answer and never shown again',
  access: own,
  body: newApiKeySchema,
  answer: createdApiKeySchema,
});
const revokeKey = endpoint({
  method: 'DELETE',
  path: '/api-keys/:id',
  summary: 'Revoke a key of the caller',
  access: own,
  answer: 'nothing',
});

@ApiController()
export class ApiKeysController {
  constructor(private readonly accounts: AccountCommands) {}

  @Serve(listKeys)
  async list({ principal }: Call<typeof listKeys>): Promise<ApiKeyList> {
    return { keys: await this.accounts.listKeys(principal.username) };
  }

  @Serve(createKey)
  async create({ principal, body }: Call<typeof createKey>) {
    const outcome = await this.accounts.addKey(principal.username, body.name, principal.username);
    if (!outcome.ok) throw refused(outcome);
    return { id: outcome.id, name: outcome.name, key: outcome.key };
  }

  @Serve(revokeKey)
  async revoke({ principal, params }: Call<typeof revokeKey>): Promise<void> {
    const outcome = await this.accounts.revokeKey(principal.username, params.id, principal.username);
    if (!outcome.ok) throw refused(outcome);
  }
}
