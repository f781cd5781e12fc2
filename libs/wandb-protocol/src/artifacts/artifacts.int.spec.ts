import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { ADMIN_KEY, ANA_KEY, ProtocolServer, VIEWER_KEY } from '../fixtures/protocol-server';

const PROJECT = 'data';
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('base64');
const digestOf = (contents: Record<string, { digest: string }>): string => {
  const lines = Object.keys(contents)
    .sort()
    .map((path) => `${path}:${contents[path]!.digest}\n`);
  return createHash('md5')
    .update(`wandb-artifact-manifest-v1\n${lines.join('')}`)
    .digest('hex');
};

let server: ProtocolServer;
beforeAll(async () => {
  server = await ProtocolServer.start();
}, 60_000);
afterAll(async () => server.stop(), 60_000);

interface Created {
  readonly id: string;
  readonly state: string;
}

async function answer<T>(query: string, variables: object, key = ANA_KEY): Promise<T> {
  const reply = await server.graphql(query, variables, { key });
  expect(reply.errors).toEqual([]);
  return reply.data as T;
}

async function create(name: string, digest: string, more: object = {}, entityName = 'ana', key = ANA_KEY): Promise<Created> {
  const input = {
    entityName,
    projectName: PROJECT,
    artifactTypeName: 'dataset',
    artifactCollectionName: name,
    digest,
    digestAlgorithm: 'MANIFEST_MD5',
    ...more,
  };
  const query = 'mutation CreateArtifact($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id state } } }';
  return (await answer<{ createArtifact: { artifact: Created } }>(query, { input }, key)).createArtifact.artifact;
}

/** The manifest as the client uploads it; the answer's status. */
async function uploadManifest(artifactID: string, contents: object, sent?: Buffer, entityName = 'ana', key = ANA_KEY): Promise<number> {
  const bytes = Buffer.from(
    JSON.stringify({ version: 1, storagePolicy: 'wandb-storage-policy-v1', storagePolicyConfig: { storageLayout: 'V2' }, contents }),
  );
  const query = `mutation CreateArtifactManifest($input: CreateArtifactManifestInput!) {
    createArtifactManifest(input: $input) { artifactManifest { id file { uploadUrl } } } }`;
  const input = { artifactID, name: 'wandb_manifest.json', digest: md5(bytes), entityName, projectName: PROJECT, runName: '' };
  const data = await answer<{ createArtifactManifest: { artifactManifest: { file: { uploadUrl: string } } } }>(query, { input }, key);
  return put(data.createArtifactManifest.artifactManifest.file.uploadUrl, sent ?? bytes);
}

async function uploadUrls(artifactID: string, files: readonly { name: string; bytes: Buffer }[]): Promise<(string | null)[]> {
  const query = `mutation CreateArtifactFiles($files: [CreateArtifactFileSpecInput!]!, $storageLayout: ArtifactStorageLayout!) {
    createArtifactFiles(input: {artifactFiles: $files, storageLayout: $storageLayout}) { files { edges { node { displayName uploadUrl uploadHeaders } } } } }`;
  const specs = files.map(({ name, bytes }) => ({ artifactID, name, md5: md5(bytes), somethingNew: null }));
  const data = await answer<{ createArtifactFiles: { files: { edges: { node: { displayName: string; uploadUrl: string | null } }[] } } }>(
    query,
    {
      files: specs,
      storageLayout: 'V2',
    },
  );
  const nodes = data.createArtifactFiles.files.edges.map(({ node }) => node);
  expect(nodes.map(({ displayName }) => displayName)).toEqual(files.map(({ name }) => name));
  return nodes.map(({ uploadUrl }) => uploadUrl);
}

async function put(url: string, bytes: Buffer): Promise<number> {
  return (await fetch(url.replace('http://runstead.test', server.origin), { method: 'PUT', body: new Uint8Array(bytes) })).status;
}

function commit(artifactID: string, key = ANA_KEY) {
  const query =
    'mutation CommitArtifact($artifactID: ID!) { commitArtifact(input: {artifactID: $artifactID}) { artifact { id versionIndex } } }';
  return server.graphql(query, { artifactID }, { key });
}

async function lookUp(
  name: string,
  key = ANA_KEY,
): Promise<{ artifact: { id: string; versionIndex: number; files: { edges: { node: { name: string; directUrl: string } }[] } } } | null> {
  const query = `query M($project: String!, $name: String!) { project(name: $project, entityName: "ana") {
    artifactCollectionMembership(name: $name) { artifact { id versionIndex files(first: 5000) { edges { node { name directUrl } } } } } } }`;
  const data = await answer<{ project: { artifactCollectionMembership: never } | null }>(query, { project: PROJECT, name }, key);
  return data.project?.artifactCollectionMembership ?? null;
}

async function logged(name: string, files: Record<string, Buffer>, more: object = {}): Promise<string> {
  const contents = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, { digest: md5(bytes), size: bytes.length }]));
  const { id } = await create(name, digestOf(contents), more);
  const list = Object.entries(files).map(([path, bytes]) => ({ name: path, bytes }));
  const urls = await uploadUrls(id, list);
  for (const [at, url] of urls.entries()) if (url !== null) expect(await put(url, list[at]!.bytes)).toBe(200);
  expect(await uploadManifest(id, contents)).toBe(200);
  expect(await commit(id)).toMatchObject({ status: 200, errors: [] });
  return id;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('artifacts', () => {
  it('are found and downloaded as they were uploaded, whatever their paths are called', async () => {
    const files = { '../../etc/passwd': bytes('one'), 'C:\\x': bytes('two'), __proto__: bytes('three'), 'ü\u202e/\u0001': bytes('') };
    await logged('paths', Object.fromEntries(Object.entries(files)));
    const found = await lookUp('paths');
    const nodes = found!.artifact.files.edges.map(({ node }) => node);
    expect(nodes.map(({ name }) => name).sort()).toEqual(Object.keys(files).sort());
    for (const { name, directUrl } of nodes) {
      const reply = await fetch(directUrl.replace('http://runstead.test', server.origin));
      expect(reply.status).toBe(200);
      expect(Buffer.from(await reply.arrayBuffer())).toEqual(Object.entries(files).find(([path]) => path === name)![1]);
    }
  });

  it('are not seen before their commit, and not committed before all their bytes are there', async () => {
    const contents = { a: { digest: md5(bytes('never sent')), size: 10 } };
    const { id, state } = await create('half', digestOf(contents));
    expect(state).toBe('PENDING');
    expect(await commit(id)).toMatchObject({ status: 409, errors: ['The manifest of the artifact has not been uploaded.'] });
    expect(await uploadManifest(id, contents)).toBe(200);
    expect(await commit(id)).toMatchObject({ status: 409, errors: ['The file "a" has not been uploaded.'] });
    expect(await lookUp('half:v0')).toBeNull();
    expect(await lookUp('half')).toBeNull();
  });

  it('refuse bytes that are not what was announced', async () => {
    const contents = { a: { digest: md5(bytes('right')), size: 5 } };
    const { id } = await create('wrong', digestOf(contents));
    const [url] = await uploadUrls(id, [{ name: 'a', bytes: bytes('right') }]);
    expect(await put(url!, bytes('wrong'))).toBe(400);
    expect(await put(url!.replace(/signature=./, 'signature=_'), bytes('right'))).toBe(403);
    expect(await uploadManifest(id, contents, bytes('{}'))).toBe(400);
    expect(await put(url!, bytes('right'))).toBe(200);
    expect(await uploadManifest(id, { a: { ...contents.a, size: 6 } })).toBe(200);
    expect(await commit(id)).toMatchObject({ status: 400, errors: ['The file "a" has 5 bytes, not 6.'] });
    expect(await lookUp('wrong')).toBeNull();
  });

  it('are one version for one content, and one for a repeated request', async () => {
    const files = { a: bytes('same') };
    const digest = digestOf({ a: { digest: md5(files.a) } });
    const id = await logged('same', files, { clientID: 'client-1' });
    expect(
      await create('same', digest, { aliases: [{ artifactCollectionName: 'same', alias: 'again' }, 'bare'], clientID: 'client-2' }),
    ).toEqual({ id, state: 'COMMITTED' });
    expect((await lookUp('same:again'))?.artifact.id).toBe(id);
    expect((await lookUp('same:bare'))?.artifact.id).toBe(id);
    const other = await create('same', digestOf({ b: { digest: 'x' } }), { clientID: 'client-3' });
    expect(await create('same', digestOf({ b: { digest: 'x' } }), { clientID: 'client-3' })).toEqual(other);
    expect((await commit(id)).data).toEqual({ commitArtifact: { artifact: { id, versionIndex: 0 } } });
    const mapping = 'query ClientIDMapping($id: ID!) { clientIDMapping(clientID: $id) { serverID } }';
    expect(await answer(mapping, { id: 'client-2' })).toEqual({ clientIDMapping: { serverID: id } });
    expect(await answer(mapping, { id: 'nobody' })).toEqual({ clientIDMapping: null });
  });

  it('never give an index twice', async () => {
    const first = await logged('counted', { a: bytes('0') });
    await logged('counted', { a: bytes('1') });
    const remove = 'mutation D($id: ID!) { deleteArtifact(input: {artifactID: $id, deleteAliases: true}) { artifact { id state } } }';
    const second = (await lookUp('counted'))!.artifact.id;
    expect(await answer(remove, { id: second })).toEqual({ deleteArtifact: { artifact: { id: second, state: 'DELETED' } } });
    expect((await lookUp('counted'))?.artifact).toMatchObject({ id: first, versionIndex: 0 });
    await logged('counted', { a: bytes('2') });
    expect((await lookUp('counted'))?.artifact.versionIndex).toBe(2);
  });

  it('go with the run that logged them, when that is asked for', async () => {
    const upsert = `mutation U($name: String, $project: String) { upsertBucket(input: {name: $name, modelName: $project, entityName: "ana"}) {
      bucket { id } } }`;
    const remove = 'mutation D($id: ID!, $all: Boolean) { deleteRun(input: {id: $id, deleteArtifacts: $all}) { clientMutationId } }';
    for (const [run, all] of [
      ['keeps', false],
      ['takes', true],
    ] as const) {
      const { upsertBucket } = await answer<{ upsertBucket: { bucket: { id: string } } }>(upsert, { name: run, project: PROJECT });
      await logged(`of-${run}`, { a: bytes(`logged by ${run}`) }, { runName: run });
      await answer(remove, { id: upsertBucket.bucket.id, all });
    }
    expect(await lookUp('of-keeps')).not.toBeNull();
    expect(await lookUp('of-takes')).toBeNull();
  });

  it('are found in collections by filter and order', async () => {
    for (const name of ['filtered-b', 'filtered-a']) await logged(name, { a: bytes(name) });
    const query = `query C($project: String!, $filters: JSONString, $order: String, $after: String) { project(name: $project, entityName: "ana") {
      artifactCollections(filters: $filters, order: $order, first: 1, after: $after) {
        totalCount edges { node { name } } pageInfo { endCursor hasNextPage } } } }`;
    type Page = { totalCount: number; edges: { node: { name: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    const page = async (after: string | null) => {
      const asked = { project: PROJECT, filters: '{"name":{"$regex":"^filtered-"}}', order: 'name', after };
      return (await answer<{ project: { artifactCollections: Page } }>(query, asked)).project.artifactCollections;
    };
    const first = await page(null);
    expect(first).toMatchObject({ totalCount: 2, edges: [{ node: { name: 'filtered-a' } }], pageInfo: { hasNextPage: true } });
    expect(await page(first.pageInfo.endCursor)).toMatchObject({
      edges: [{ node: { name: 'filtered-b' } }],
      pageInfo: { hasNextPage: false },
    });
  });

  it('leave no version behind when an upload dies half-way', async () => {
    const large = Buffer.alloc(200_000, 'x');
    const contents = { a: { digest: md5(large), size: large.length } };
    const { id } = await create('dies', digestOf(contents));
    const [url] = await uploadUrls(id, [{ name: 'a', bytes: large }]);
    const target = new URL(url!.replace('http://runstead.test', server.origin));
    await new Promise<void>((resolve) => {
      const call = request(target, { method: 'PUT', headers: { 'content-length': large.length } });
      call.on('error', () => resolve());
      call.write(large.subarray(0, 1_000), () => call.destroy(new Error('the client died')));
    });
    expect(await uploadManifest(id, contents)).toBe(200);
    expect(await commit(id)).toMatchObject({ status: 409, errors: ['The file "a" has not been uploaded.'] });
    expect(await lookUp('dies:v0')).toBeNull();
    expect(await put(url!, large)).toBe(200);
    expect(await commit(id)).toMatchObject({ status: 200 });
  });

  it('belong to their entity: others neither see them nor take their bytes over', async () => {
    const id = await logged('private', { a: bytes('secret') });
    expect(await lookUp('private', VIEWER_KEY)).toBeNull();
    expect(await answer('query A($id: ID!) { artifact(id: $id) { id } }', { id }, VIEWER_KEY)).toEqual({ artifact: null });
    const contents = { a: { digest: md5(bytes('secret')), size: 6, birthArtifactID: id } };
    const thief = await create('private', digestOf(contents), {}, 'vic', VIEWER_KEY);
    expect(await uploadManifest(thief.id, contents, undefined, 'vic', VIEWER_KEY)).toBe(200);
    expect(await commit(thief.id, VIEWER_KEY)).toMatchObject({ status: 403 });
    const hex = createHash('md5').update('secret').digest('hex');
    const path = `/artifactsV2/default/ana/${PROJECT}/private/${encodeURIComponent(id)}/${hex}/a`;
    const status = async (key: string | null) =>
      (
        await fetch(server.origin + path, {
          headers: key === null ? {} : { authorization: `Basic ${Buffer.from(`api:${key}`).toString('base64')}` },
        })
      ).status;
    expect([await status(ANA_KEY), await status(ADMIN_KEY), await status(VIEWER_KEY), await status(null)]).toEqual([200, 200, 404, 401]);
  });

  it.each([
    ['a/b', 'An artifact\'s name has neither "/" nor ":".'],
    ['', "An artifact's name has 1 to 128 characters."],
    ['x'.repeat(129), "An artifact's name has 1 to 128 characters."],
  ])('cannot be called %j', async (name, message) => {
    const input = {
      entityName: 'ana',
      projectName: PROJECT,
      artifactTypeName: 'dataset',
      artifactCollectionName: name,
      digest: '0'.repeat(32),
      digestAlgorithm: 'MANIFEST_MD5',
    };
    const query = 'mutation CreateArtifact($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id } } }';
    expect(await server.graphql(query, { input })).toMatchObject({ status: 400, errors: [message] });
  });
});
