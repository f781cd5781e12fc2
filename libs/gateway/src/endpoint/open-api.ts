import { problemSchema } from '@runstead/ui-contract';
import { z } from 'zod';
import type { Access, Endpoint } from './endpoint';

/** The description of all endpoints as an OpenAPI 3.1 document, made from the schemas that check the requests. */
export function openApi(endpoints: readonly Endpoint[], version: string, server: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}').replace(/\*$/, '{path}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Runstead', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: server }],
    security: [{ basic: [] }, { bearer: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: 'User name `api`, an API key as the password' },
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'runstead_session',
          description: 'Of a browser; changes also need the header x-runstead-csrf',
        },
      },
    },
  };
}

function operation(endpoint: Endpoint): object {
  return {
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/[^A-Za-z]+(.)?/g, (_, next?: string) => (next ?? '').toUpperCase())}`,
    summary: endpoint.summary,
    description: accessText(endpoint.access),
    ...('anyone' in endpoint.access ? { security: [{}] } : {}),
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint)],
    ...(endpoint.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } } }
      : {}),
    responses: {
      ...success(endpoint),
      default: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

function success({ answer }: Endpoint): object {
  if (answer === 'nothing') return { 204: { description: 'Done' } };
  if ('mediaType' in answer) return { 200: { description: 'As asked', content: { [answer.mediaType]: {} } } };
  return { 200: { description: 'As asked', content: { 'application/json': { schema: schemaOf(answer, 'output') } } } };
}

function pathParameters({ path }: Endpoint): object[] {
  const names = [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]!);
  return [...names, ...(path.endsWith('*') ? ['path'] : [])].map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Endpoint): object[] {
  if (!query) return [];
  const schema = schemaOf(query, 'input') as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: property,
  }));
}

function accessText(access: Access): string {
  if ('anyone' in access) return `Open to anyone. ${access.why}.`;
  return `Needs \`${access.action}\` on the ${access.on}.`;
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  void $schema;
  return rest;
}
