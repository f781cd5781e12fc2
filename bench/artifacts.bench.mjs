import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { logArtifact } from '../scripts/seeds/wire-artifacts.mjs';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { BenchServer } from './server.mjs';

const FILES = 10_000;
const FILE_BYTES = 1_000;
const LARGE_BYTES = 1024 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const AT_ONCE = 32;
const MANIFEST_FILES = `query Files($id: ID!, $cursor: String) { artifact(id: $id) { files(first: 5000, after: $cursor) {
  edges { node { name directUrl } } pageInfo { endCursor hasNextPage } } } }`;

export const says = 'an artifact of 10,000 files and one of 1 GiB, uploaded, committed and read back; memory of the server';

export async function measure() {
  const server = await BenchServer.start();
  const wire = new WireClient(server.url, server.key, { sockets: AT_ONCE });
  const { entity, project, name: run } = await wire.upsertRun({ name: 'writer', project: 'bench' });
  const figures = {};
  try {
    await manyFiles(server, wire, { entity, project, run }, figures);
    await oneLargeFile(server, wire, { entity, project, run }, figures);
  } finally {
    wire.close();
    await server.stop();
  }
  return figures;
}

async function manyFiles(server, wire, place, figures) {
  const files = Array.from({ length: FILES }, (_, index) => {
    const bytes = randomBytes(FILE_BYTES);
    return { path: `folder-${index % 100}/file-${index}.bin`, size: bytes.length, md5: md5Of(bytes), body: () => bytes };
  });
  const cpu = server.usage()?.cpu ?? NaN;
  const began = performance.now();
  const id = await logArtifact(wire, { ...place, type: 'dataset', name: 'many', files }, { atOnce: AT_ONCE });
  figures[`${FILES} files until committed, s`] = seconds(began);
  figures[`${FILES} files, CPU of the server, s`] = ((server.usage()?.cpu ?? NaN) - cpu).toFixed(1);
  const listing = performance.now();
  const urls = [];
  for (let cursor = null; ;) {
    const { artifact } = await wire.graphql(MANIFEST_FILES, { id, cursor });
    urls.push(...artifact.files.edges.map(({ node }) => node.directUrl));
    cursor = artifact.files.pageInfo.endCursor;
    if (!artifact.files.pageInfo.hasNextPage) break;
  }
  figures[`${FILES} addresses listed, s`] = seconds(listing);
  const reading = performance.now();
  let next = 0;
  const reader = async () => {
    for (let at = next++; at < urls.length; at = next++) {
      const target = new URL(urls[at]);
      const answer = await wire.once('GET', target.pathname + target.search, '', { authorization: null });
      if (answer.status !== 200) throw new Error(`A file answered ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  figures[`${FILES} files read, s`] = seconds(reading);
  const again = performance.now();
  await logArtifact(wire, { ...place, type: 'dataset', name: 'copied', files }, { atOnce: AT_ONCE });
  figures[`${FILES} files that the project holds, s`] = seconds(again);
}

async function oneLargeFile(server, wire, place, figures) {
  const before = server.usage()?.rss ?? NaN;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, server.usage()?.rss ?? NaN)), 100);
  const hash = createHash('md5');
  for (const chunk of chunks()) hash.update(chunk);
  const file = { path: 'large.bin', size: LARGE_BYTES, md5: hash.digest('base64'), body: () => Readable.from(chunks()) };
  const began = performance.now();
  const id = await logArtifact(wire, { ...place, type: 'model', name: 'large', files: [file] });
  const uploaded = (performance.now() - began) / 1000;
  const { artifact } = await wire.graphql(MANIFEST_FILES, { id, cursor: null });
  const reading = performance.now();
  const answer = await fetch(artifact.files.edges[0].node.directUrl);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  const read = (performance.now() - reading) / 1000;
  clearInterval(watch);
  if (bytes !== LARGE_BYTES) throw new Error(`${bytes} bytes came back`);
  figures['1 GiB until committed, s'] = uploaded.toFixed(1);
  figures['1 GiB read, s'] = read.toFixed(1);
  figures['memory of the server: before, MB'] = Math.round(before);
  figures['memory of the server: most it grew, MB'] = Math.round(most - before);
}

function* chunks() {
  const chunk = Buffer.alloc(CHUNK, 'x');
  for (let at = 0; at < LARGE_BYTES; at += CHUNK) {
    chunk.writeUInt32LE(at / CHUNK);
    yield Buffer.from(chunk);
  }
}

function md5Of(bytes) {
  return createHash('md5').update(bytes).digest('base64');
}

function seconds(began) {
  return ((performance.now() - began) / 1000).toFixed(1);
}
