import { buildSchema, isObjectType, isScalarType, type GraphQLSchema } from 'graphql';
import { artifactMutationTypes } from '../artifacts/artifact-mutations.graphql';
import { artifactTypes } from '../artifacts/artifact.graphql';
import { accountTypes } from '../schema/account.graphql';
import { baseTypes } from '../schema/base.graphql';
import { fileTypes } from '../schema/file.graphql';
import { projectTypes } from '../schema/project.graphql';
import { runTypes } from '../schema/run.graphql';
import { sweepTypes } from '../sweeps/sweep.graphql';
import type { RequestContext } from './request-context';
import type { ResolverMap } from './resolver';
import { scalars } from './scalars';

const PARTS = [baseTypes, accountTypes, projectTypes, runTypes, fileTypes, artifactTypes, artifactMutationTypes, sweepTypes];

export const SDL = PARTS.join('\n');

/** The schema with its scalars and resolvers. Throws when a resolver names a field that the SDL does not have. */
export function schemaWith(resolvers: readonly ResolverMap[]): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const scalar of scalars) {
    const type = schema.getType(scalar.name);
    if (!isScalarType(type)) throw new Error(`The SDL has no scalar ${scalar.name}`);
    Object.assign(type, { serialize: scalar.serialize, parseValue: scalar.parseValue, parseLiteral: scalar.parseLiteral });
  }
  for (const map of resolvers) for (const [name, fields] of Object.entries(map)) attach(schema, name, fields);
  return schema;
}

function attach(schema: GraphQLSchema, name: string, fields: ResolverMap[string]): void {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`The SDL has no object type ${name}`);
  const defined = type.getFields();
  for (const [field, resolver] of Object.entries(fields)) {
    const target = defined[field];
    if (!target) throw new Error(`The SDL has no field ${name}.${field}`);
    target.resolve = (source: unknown, args: unknown, context: RequestContext) => resolver(source as never, args as never, context);
  }
}
