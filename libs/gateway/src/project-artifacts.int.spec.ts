import { ArtifactChanges } from '@runstead/artifacts';
import { type Gateway, startGateway } from './fixtures/gateway';
import { plantArtifact } from './fixtures/plant-artifact';

describe('artifacts of a project', () => {
  let gateway: Gateway;
  let mia: { authorization: string };
  let eve: { authorization: string };
  const at = '/api/v1/projects/mia/data/artifacts';
  const get = async (path: string, headers = mia) => gateway.send({ method: 'GET', url: path, headers });

  beforeAll(async () => {
    gateway = await startGateway();
    mia = await gateway.addUser('mia');
    eve = await gateway.addUser('eve');
    const run = await gateway.addRun('mia', 'data', 'maker');
    const user = await gateway.addRun('mia', 'data', 'user');
    const stranger = await gateway.addRun('eve', 'hidden', 'stranger');
    const planted = { projectId: run.projectId, runId: run.runId, type: 'dataset', name: 'numbers' };
    await plantArtifact(gateway, { ...planted, alias: 'old', files: { 'a.txt': 'alpha' } });
    const second = await plantArtifact(gateway, {
      ...planted,
      alias: 'best',
      files: { 'a.txt': 'alpha', 'deep/b.json': '{"b":1}' },
      references: { web: 'https://example.org/x' },
    });
    for (const { runId } of [user, stranger]) await gateway.get(ArtifactChanges).use(second, runId, null, 'mia');
  }, 60_000);
  afterAll(() => gateway.stop());

  it('are listed by type', async () => {
    expect((await get(at)).json()).toMatchObject({
      types: [{ name: 'dataset', collections: [{ name: 'numbers', kind: 'sequence', versions: 2 }] }],
    });
  });

  it('have versions, newest first', async () => {
    const { versions } = (await get(`${at}/dataset/numbers`)).json<{ versions: object[] }>();
    expect(versions).toMatchObject([
      { version: 'v1', aliases: ['best', 'latest'], size: 12, files: 3, run: { run: 'maker' }, metadata: '{"rows":3}' },
      { version: 'v0', aliases: ['old'], size: 5, files: 1 },
    ]);
  });

  it('are found by index, alias and the beginning of the digest', async () => {
    const found = (await get(`${at}/dataset/numbers/v1`)).json<{ digest: string }>();
    expect(found).toMatchObject({ version: 'v1', author: 'mia', description: 'planted', deleted: false, usedBy: [{ run: 'user' }] });
    for (const other of ['latest', 'best', found.digest.slice(0, 8)])
      expect((await get(`${at}/dataset/numbers/${other}`)).json()).toEqual(found);
  });

  it('list their files and give their bytes, references without', async () => {
    const page = (await get(`${at}/dataset/numbers/v1/files?limit=2`)).json<{ next: string }>();
    expect(page).toMatchObject({ files: [{ path: 'a.txt', size: 5 }, { path: 'deep/b.json' }], total: 3, next: 'deep/b.json' });
    expect((await get(`${at}/dataset/numbers/v1/files?after=${encodeURIComponent(page.next)}`)).json()).toMatchObject({
      files: [{ path: 'web', ref: 'https://example.org/x' }],
      next: null,
    });
    expect((await get(`${at}/dataset/numbers/v1/files/deep/b.json`)).body).toBe('{"b":1}');
    expect((await get(`${at}/dataset/numbers/v1/files/web`)).statusCode).toBe(404);
  });

  it('have a lineage that names nothing of projects that the reader may not see', async () => {
    const lineage = (await get(`${at}/dataset/numbers/v1/lineage`)).json<{ nodes: { kind: string; rank: number }[]; edges: object[] }>();
    const names = lineage.nodes.map((node) =>
      'run' in node ? (node.run as { run: string }).run : (node as unknown as { version: string }).version,
    );
    expect(names.sort()).toEqual(['maker', 'user', 'v1']);
    expect(lineage.edges).toHaveLength(2);
  });

  it.each(['', '/dataset/numbers', '/dataset/numbers/v1', '/dataset/numbers/v1/files', '/dataset/numbers/v1/lineage'])(
    'are nothing to a stranger: %j',
    async (path) => expect((await get(at + path, eve)).statusCode).toBe(404),
  );

  it.each([
    '/model/numbers',
    '/dataset/nothing',
    '/dataset/numbers/v9',
    '/dataset/numbers/none',
    '/dataset/num%00bers/v1',
    '/da%00/numbers',
  ])('that do not exist are 404: %s', async (path) => expect((await get(at + path)).statusCode).toBe(404));

  it('keep a tombstone when they are deleted', async () => {
    const { version } = await plantDeleted();
    expect((await get(`${at}/dataset/numbers/${version}`)).json()).toMatchObject({ version, deleted: true });
    expect((await get(`${at}/dataset/numbers/${version}/files`)).json()).toMatchObject({ files: [], total: 0 });
  });

  async function plantDeleted(): Promise<{ version: string }> {
    const { projectId } = await gateway.addRun('mia', 'data', 'maker');
    const planted = { projectId, runId: null, type: 'dataset', name: 'numbers', alias: 'gone', files: { z: 'gone' } };
    const version = await plantArtifact(gateway, planted);
    await gateway.get(ArtifactChanges).delete(version, true, 'mia');
    return { version: `v${version.versionIndex}` };
  }
});
