import { buildSchema } from 'graphql';
import { schemaWith, SDL } from './build-schema';
import { CompiledQueries } from './compiled-queries';
import { DOCUMENT_LIMITS } from './document-limits';
import { knownVariables } from './tolerant-input';

const schema = schemaWith([]);
const queries = new CompiledQueries(schema);

function messages(query: string, operationName: string | null = null): string[] {
  const compiled = queries.find(query, operationName);
  return compiled.ok ? [] : compiled.errors.map(({ message }) => message);
}

describe('CompiledQueries', () => {
  it('has an SDL that stands on its own', () => {
    expect(() => buildSchema(SDL)).not.toThrow();
    expect(() => schemaWith([{ Run: { nonsense: () => null } }])).toThrow('The SDL has no field Run.nonsense');
  });

  it('compiles a query once', () => {
    const query = '{ viewer { id } }';
    expect(queries.find(query, null)).toBe(queries.find(query, ''));
  });

  it.each([
    ['{ serverInfo { nonsense } }', 'Cannot query field "nonsense" on type "ServerInfo".'],
    ['mutation { upsertView(input: {}) { view { id } } }', 'Cannot query field "upsertView" on type "Mutation".'],
    [
      'query A($e: String!) { project(name: "p", entityName: $e) { run(name: "r") { logLines(last: 1, nonsense: true) { edges { node { line } } } } } }',
      'Unknown argument "nonsense" on field "Run.logLines".',
    ],
  ])('answers %s with the standard text', (query, message) => {
    expect(messages(query)).toContainEqual(expect.stringContaining(message));
  });

  it.each(['{', 'not graphql', '', '{ viewer }', 'subscription { x }'])('refuses %j', (query) => {
    expect(messages(query).length).toBeGreaterThan(0);
  });

  it('chooses the operation by name', () => {
    const two = 'query A { viewer { id } } query B { viewer { username } }';
    expect(messages(two, 'B')).toEqual([]);
    expect(messages(two, 'C')).toEqual(['Unknown operation named "C".']);
    expect(messages(two)).toEqual(['Must provide operation name if query contains multiple operations.']);
  });

  it('ignores input fields that it does not know, and variables that are left over', () => {
    const query = `mutation M($id: ID!, $newField: String, $unused: Int) {
      stopRun(input: { id: $id, clientMutationId: null, somethingNew: $newField, deep: { er: [1] } }) { success }
    }`;
    expect(messages(query)).toEqual([]);
  });

  it('fits variables to what is declared', () => {
    const compiled = queries.find(
      'query Q($specs: [JSONString!]!, $p: String) { project(name: $p) { run(name: "r") { sampledHistory(specs: $specs) } } }',
      null,
    );
    if (!compiled.ok) throw new Error('does not compile');
    expect(knownVariables(schema, compiled.operation, { specs: '{}', p: 'x', withRuns: true, __proto__: 1 })).toEqual({
      specs: ['{}'],
      p: 'x',
    });
    const mutation = queries.find('mutation M($input: StopRunInput!) { stopRun(input: $input) { success } }', null);
    if (!mutation.ok) throw new Error('does not compile');
    expect(knownVariables(schema, mutation.operation, { input: { id: 'a', newer: null } })).toEqual({ input: { id: 'a' } });
  });

  it('refuses what is too deep, too wide or too long', () => {
    const nested = (depth: number): string => (depth === 0 ? 'id' : `project { run(name: "r") { ${nested(depth - 1)} } }`);
    expect(messages(`{ project { run(name: "r") { ${nested(DOCUMENT_LIMITS.depth)} } } }`)[0]).toMatch(/nested \d+ deep; at most 20/);
    const wide = Array.from({ length: DOCUMENT_LIMITS.fields + 1 }, (_, index) => `a${index}: __typename`).join(' ');
    expect(messages(`{ ${wide} }`)[0]).toMatch(/selects \d+ fields; at most 2000/);
    expect(messages(`{ viewer { id } } # ${'x'.repeat(DOCUMENT_LIMITS.characters)}`)[0]).toMatch(/characters; at most/);
  });

  it('counts fragments that spread each other many times, without spreading them', () => {
    const levels = 60;
    const fragments = Array.from(
      { length: levels },
      (_, level) => `fragment F${level} on User { ${level + 1 < levels ? `...F${level + 1} ...F${level + 1}` : 'id'} }`,
    );
    expect(messages(`{ viewer { ...F0 } } ${fragments.join(' ')}`)[0]).toMatch(/selects .* fields; at most 2000/);
    expect(messages('{ viewer { ...A } } fragment A on User { ...B } fragment B on User { ...A }')[0]).toMatch(/Cannot spread fragment/);
  });
});
