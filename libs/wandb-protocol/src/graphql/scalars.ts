import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

function text(value: unknown, scalar: string): string {
  if (typeof value !== 'string') throw new GraphQLError(`${scalar} cannot represent a non string value`);
  return value;
}

function integer(value: unknown, scalar: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new GraphQLError(`${scalar} cannot represent a non integer value`);
  return value;
}

const jsonString = new GraphQLScalarType<string, string>({
  name: 'JSONString',
  serialize: (value) => text(value, 'JSONString'),
  parseValue: (value) => text(value, 'JSONString'),
  parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : undefined, 'JSONString'),
});

const json = new GraphQLScalarType({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

const dateTime = new GraphQLScalarType<number | string, string>({
  name: 'DateTime',
  // Sources give milliseconds since the epoch.
  serialize: (value) => new Date(Number(value)).toISOString(),
  parseValue: (value) => text(value, 'DateTime'),
  parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : undefined, 'DateTime'),
});

function wholeNumber(name: string): GraphQLScalarType<number, number> {
  return new GraphQLScalarType({
    name,
    serialize: (value) => integer(value, name),
    parseValue: (value) => integer(value, name),
    parseLiteral: (node) => integer(node.kind === Kind.INT ? Number(node.value) : undefined, name),
  });
}

/** How the scalars of the SDL cross the wire (protocol reference, runs 2). */
export const scalars: readonly GraphQLScalarType[] = [jsonString, json, dateTime, wholeNumber('Int64'), wholeNumber('Duration')];
