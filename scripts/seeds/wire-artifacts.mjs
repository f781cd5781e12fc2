import { createHash } from 'node:crypto';

const FILES_A_CALL = 1_000;
const CREATE = `mutation CreateArtifact($input: CreateArtifactInput!) {
  createArtifact(input: $input) { artifact { id state artifactSequence { latestArtifact { id } } } } }`;
const MANIFEST = `mutation CreateArtifactManifest($input: CreateArtifactManifestInput!) {
  createArtifactManifest(input: $input) { artifactManifest { id file { id uploadUrl } } } }`;
const FILES = `mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) { files { edges { node { storagePath uploadUrl uploadHeaders artifact { id } } } } } }`;
const COMMIT = 'mutation CommitArtifact($artifactID: ID!) { commitArtifact(input: {artifactID: $artifactID}) { artifact { id digest } } }';

/**
 * Logs an artifact as the SDK does (protocol, artifacts 2). `files`: `{ path, size, md5, body() }` with `body` answering a
 * Buffer or a stream; `references`: path -> manifest entry. Answers the id of the version, also when the server had the
 * content already.
 */
export async function logArtifact(client, artifact, { atOnce = 32 } = {}) {
  const { entity, project, run = null, files, references = {} } = artifact;
  const contents = { ...references };
  for (const { path, size, md5 } of files) contents[path] = { digest: md5, size };
  const data = await client.graphql(CREATE, { input: creation(artifact, contents) });
  const { id, state } = data.createArtifact.artifact;
  if (state === 'COMMITTED') return id;
  const births = await uploadFiles(client, id, files, atOnce);
  for (const [path, birth] of births) contents[path].birthArtifactID = birth;
  const policy = { storagePolicy: 'wandb-storage-policy-v1', storagePolicyConfig: { storageLayout: 'V2' } };
  const manifest = Buffer.from(JSON.stringify({ version: 1, ...policy, contents }));
  const input = { artifactID: id, name: 'wandb_manifest.json', digest: md5Of(manifest), entityName: entity, projectName: project };
  const declared = await client.graphql(MANIFEST, { input: { ...input, runName: run ?? '' } });
  await client.put(declared.createArtifactManifest.artifactManifest.file.uploadUrl, manifest);
  await client.graphql(COMMIT, { artifactID: id });
  return id;
}

function creation({ entity, project, run, type, name, aliases = [], tags = [], description, metadata, historyStep, ttlSeconds }, contents) {
  return {
    entityName: entity,
    projectName: project,
    runName: run ?? null,
    artifactTypeName: type,
    artifactCollectionName: name,
    digest: artifactDigest(contents),
    digestAlgorithm: 'MANIFEST_MD5',
    enableDigestDeduplication: true,
    aliases: aliases.map((alias) => ({ artifactCollectionName: name, alias })),
    tags: tags.map((tagName) => ({ tagName })),
    ...(description ? { description } : {}),
    ...(metadata === undefined || metadata === null ? {} : { metadata: JSON.stringify(metadata) }),
    ...(historyStep ? { historyStep } : {}),
    ...(ttlSeconds ? { ttlDurationSeconds: ttlSeconds } : {}),
  };
}

/** Path -> birth artifact. */
async function uploadFiles(client, artifactID, files, atOnce) {
  const births = new Map();
  for (let from = 0; from < files.length; from += FILES_A_CALL) {
    const some = files.slice(from, from + FILES_A_CALL);
    const artifactFiles = some.map(({ path, md5 }) => ({ artifactID, name: path, md5 }));
    const data = await client.graphql(FILES, { input: { artifactFiles, storageLayout: 'V2' } });
    const nodes = data.createArtifactFiles.files.edges.map(({ node }) => node);
    let next = 0;
    const worker = async () => {
      for (let at = next++; at < some.length; at = next++) {
        births.set(some[at].path, nodes[at].artifact.id);
        if (nodes[at].uploadUrl !== null) await client.put(nodes[at].uploadUrl, some[at].body(), some[at].size);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, some.length) }, worker));
  }
  return births;
}

/** Hex MD5 over paths and digests in order (protocol, artifacts 3.2). */
function artifactDigest(contents) {
  const hash = createHash('md5').update('wandb-artifact-manifest-v1\n', 'utf8');
  for (const path of Object.keys(contents).sort(byCodePoints)) hash.update(`${path}:${contents[path].digest}\n`, 'utf8');
  return hash.digest('hex');
}

function byCodePoints(left, right) {
  return Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));
}

function md5Of(bytes) {
  return createHash('md5').update(bytes).digest('base64');
}
