import { apiKeyListSchema, createdApiKeySchema, type ApiKeyList } from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { valueOf, type Answer } from '../api/answer';
import { apiPath, requestJson, requestNothing } from '../api/request';

export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }): Promise<ApiKeyList> => valueOf(await requestJson(apiKeyListSchema, '/api/v1/api-keys', { signal })),
});

/** The key is in this answer and nowhere else, ever again. */
export const createApiKey = (name: string): Promise<Answer<CreatedApiKey>> =>
  requestJson(createdApiKeySchema, '/api/v1/api-keys', { method: 'POST', body: { name } });

export const revokeApiKey = (id: string): Promise<Answer<null>> => requestNothing(apiPath('api-keys', id), { method: 'DELETE' });
