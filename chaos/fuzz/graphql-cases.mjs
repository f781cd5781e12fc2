import { damaged, nastyText, nastyValue } from './nasty.mjs';

const DOCUMENTS = [
  ['query Viewer { viewer { id entity username email flags teams { edges { node { name } } } } }', {}],
  [
    'mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String, $groupName: String, $displayName: String, $notes: String, $config: JSONString, $host: String, $tags: [String!], $summaryMetrics: JSONString, $state: String) { upsertBucket(input: {id: $id, name: $name, groupName: $groupName, modelName: $project, entityName: $entity, displayName: $displayName, notes: $notes, config: $config, host: $host, tags: $tags, summaryMetrics: $summaryMetrics, state: $state}) { bucket { id name displayName config historyLineCount project { name } } inserted } }',
    {
      name: 'fuzz-1',
      project: 'fuzz',
      entity: 'local',
      displayName: 'x',
      notes: null,
      config: '{"a":{"value":1}}',
      tags: ['a'],
      summaryMetrics: '{"a":1}',
      groupName: 'g',
      host: 'h',
      id: null,
      state: null,
    },
  ],
  [
    'query RunResumeStatus($project: String, $entity: String, $name: String!) { model(name: $project, entityName: $entity) { id name bucket(name: $name, missingOk: true) { id name summaryMetrics historyLineCount eventsLineCount logLineCount historyTail eventsTail config tags } } }',
    { project: 'fuzz', entity: 'local', name: 'fuzz-1' },
  ],
  [
    'mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) { createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) { runID files { name uploadUrl } } }',
    { entity: 'local', project: 'fuzz', run: 'fuzz-1', files: ['a.txt'] },
  ],
  [
    'query Runs($project: String!, $entity: String!, $cursor: String, $perPage: Int = 50, $order: String, $filters: JSONString) { project(name: $project, entityName: $entity) { runCount(filters: $filters) runs(filters: $filters, after: $cursor, first: $perPage, order: $order) { edges { node { id name config summaryMetrics } cursor } pageInfo { endCursor hasNextPage } } } }',
    { project: 'fuzz', entity: 'local', cursor: null, perPage: 5, order: '-created_at', filters: '{"state":"running"}' },
  ],
  [
    'query Run($project: String!, $entity: String!, $name: String!, $min: Int64, $max: Int64, $specs: [JSONString!]!, $after: String) { project(name: $project, entityName: $entity) { run(name: $name) { id state historyKeys history(samples: 10, minStep: $min, maxStep: $max) events(samples: 5) sampledHistory(specs: $specs) logLines(first: 5, after: $after) { edges { node { line } } } files(first: 5) { edges { node { name url } } } } } }',
    { project: 'fuzz', entity: 'local', name: 'fuzz-1', min: 0, max: 10, specs: ['{"keys":["loss"],"samples":10}'], after: null },
  ],
  [
    'mutation Alert($e: String!, $p: String!, $r: String!, $t: String!, $x: String!) { notifyScriptableRunAlert(input: {entityName: $e, projectName: $p, runName: $r, title: $t, text: $x}) { success } }',
    { e: 'local', p: 'fuzz', r: 'fuzz-1', t: 'title', x: 'text' },
  ],
];
const FILTERS = [
  '{"$and":[',
  '{"$or":[{"state":"running"},',
  '{"config.a.value":{"$gt":1}}',
  '{"$where":"1"}',
  '{"name":{"$regex":"(a+)+$"}}',
  '{"a":{"$in":[1,null,"x"]}}',
  'null',
  '[]',
  '{"$not":{}}',
];

/** Queries of the client with values, documents and bodies that it never sends. Refusals are 4xx, and never an outage. */
export function graphqlCase(random) {
  const { pick, uniform } = random;
  const [query, variables] = pick(DOCUMENTS);
  const kind = pick([strangeVariables, strangeVariables, strangeVariables, strangeDocument, strangeBody, attack]);
  const body = kind(random, query, { ...variables });
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    method: 'POST',
    path: '/graphql',
    body: uniform() < 0.1 ? damaged(random, bytes) : bytes,
    allowed: [200, 400, 403, 404, 409, 413, 422],
  };
}

function strangeVariables(random, query, variables) {
  const names = Object.keys(variables);
  for (let count = 1 + Math.floor(random.uniform() * 2); count > 0 && names.length > 0; count -= 1) {
    const name = random.pick(names);
    const text = typeof variables[name] === 'string' || random.uniform() < 0.5;
    variables[name] = name === 'filters' && random.uniform() < 0.6 ? random.pick(FILTERS) : text ? nastyText(random) : nastyValue(random);
    if (name === 'config' || name === 'summaryMetrics') variables[name] = JSON.stringify(nastyValue(random)) ?? '';
    if (name === 'specs') variables[name] = [JSON.stringify(nastyValue(random)) ?? 'x'];
  }
  if (random.uniform() < 0.1) variables[nastyText(random)] = nastyValue(random);
  return { query, variables };
}

function strangeDocument(random, query, variables) {
  const bytes = damaged(random, Buffer.from(query));
  return { query: bytes.toString('utf8'), variables };
}

function strangeBody(random, query, variables) {
  const { pick } = random;
  return pick([
    () => [{ query, variables }],
    () => Array.from({ length: 100 }, () => ({ query, variables })),
    () => ({ query: nastyValue(random), variables }),
    () => ({ query, variables: nastyValue(random) }),
    () => ({ query, variables, operationName: nastyValue(random) }),
    () => nastyValue(random) ?? null,
    () => '',
    () => '{"query":NaN}',
    () => ({ variables }),
  ])();
}

function attack(random) {
  const size = random.pick([10, 100, 3_000]);
  const query = random.pick([
    `{ ${Array.from({ length: size }, (_, index) => `a${index}: viewer { id }`).join(' ')} }`,
    `{ viewer { teams ${'{ edges { node '.repeat(size)} { name } ${'} }'.repeat(size)} } }`,
    `query { viewer { ...A } } fragment A on User { ...B id } fragment B on User { ...A }`,
    `query { viewer { ${Array.from({ length: 20 }, (_, index) => `...F${index}`).join(' ')} } } ${Array.from({ length: 20 }, (_, index) => `fragment F${index} on User { ${index > 0 ? `...F${index - 1} ...F${index - 1}` : 'id'} }`).join(' ')}`,
    `query { viewer { id ${'@include(if: true) '.repeat(size)} } }`,
    `query($a: String = ${'['.repeat(size)}1${']'.repeat(size)}) { viewer { id } }`,
    `{ __schema { types { fields { type { fields { type { name } } } } } } }`,
    `{ ${'('.repeat(size)} }`,
    `"""${'a'.repeat(size * 50)}""" query { viewer { id } }`,
    '#'.repeat(200_000),
    `subscription { viewer { id } }`,
    `query A { viewer { id } } query B { viewer { id } }`,
  ]);
  return { query, variables: {} };
}
