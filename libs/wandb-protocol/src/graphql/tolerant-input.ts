import {
  TypeInfo,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  typeFromAST,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * New releases of the client send optional input fields that we do not know yet, often as an explicit null, and
 * left-over variables; a strict server would break on each (protocol reference, public API 1.1). They are dropped here,
 * from literals and from variables. Unknown fields and arguments of the output side still fail.
 */
export function withoutUnknownInputFields(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      ObjectField: {
        enter: (node) => {
          const parent = getNamedType(typeInfo.getParentInputType());
          return isInputObjectType(parent) && !(node.name.value in parent.getFields()) ? null : undefined;
        },
      },
    }),
  );
}

/** The variables that the operation declares, without unknown input fields, single values wrapped where a list is asked for. */
export function knownVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined;
    if (Object.hasOwn(variables, name) && type) known[name] = fitted(variables[name], type);
  }
  return known;
}

function fitted(value: unknown, type: GraphQLInputType): unknown {
  if (value === null || value === undefined) return null;
  if (isNonNullType(type)) return fitted(value, type.ofType);
  if (isListType(type)) return (Array.isArray(value) ? value : [value]).map((item: unknown) => fitted(item, type.ofType));
  if (!isInputObjectType(type) || typeof value !== 'object') return value;
  const fields = type.getFields();
  const entries = Object.entries(value).filter(([name]) => Object.hasOwn(fields, name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, fitted(inner, fields[name]!.type)]));
}
