import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { ObjectStore } from '@runstead/object-store';
import { Ids } from '@runstead/run-domain';
import fc from 'fast-check';
import { ArtifactUploads } from '../artifact-uploads';
import { ArtifactWorld, md5, type WrittenVersion } from '../fixtures/artifact-world';
import { GarbageCollector } from './garbage-collector';

const GRACE = 3_600_000;
const DAY = 24 * 3_600_000;

let world: ArtifactWorld;
beforeAll(async () => {
  world = await ArtifactWorld.open();
}, 60_000);
afterAll(() => world.close(), 60_000);

const collect = () => world.get(GarbageCollector).collect(GRACE);
const newProject = (): string => String(randomInt(1, 2 ** 40));
const contentsOf = (projectId: string): Promise<string[]> => world.objects(`artifacts/contents/${projectId}/`);
const write = (projectId: string, name: string, contents: Record<string, string>, more: Partial<WrittenVersion> = {}) =>
  world.write({ projectId, name, contents, ...more });

describe('the garbage collector', () => {
  it('frees the bytes of the last version that names them, a grace period later', async () => {
    const project = newProject();
    const first = await write(project, 'data', { a: 'shared', b: 'only first' });
    const second = await write(project, 'data', { a: 'shared', c: 'only second' });
    await world.delete(first.id);
    expect(await collect()).toMatchObject({ condemned: { contents: 1, bytes: 10 }, freed: { objects: 0, bytes: 0 } });
    expect(await contentsOf(project)).toHaveLength(3);
    world.clock.ahead += GRACE + 1_000;
    const { freed } = await collect();
    expect(freed.objects).toBe(2);
    expect(await contentsOf(project)).toHaveLength(2);
    expect(await world.read(second.id)).toEqual({ a: 'shared', c: 'only second' });
    await world.delete(second.id);
    await collect();
    world.clock.ahead += GRACE + 1_000;
    await collect();
    expect(await contentsOf(project)).toEqual([]);
    expect(await world.objects(`artifacts/manifests/${project}/`)).toEqual([]);
  });

  it('lets condemned contents be uploaded again, and keeps what was uploaded', async () => {
    const project = newProject();
    const first = await write(project, 'again', { a: 'same bytes' });
    await world.delete(first.id);
    await collect();
    expect((await world.get(ArtifactUploads).held(project, [md5('same bytes')])).size).toBe(0);
    const second = await write(project, 'again', { a: 'same bytes', b: 'more' });
    world.clock.ahead += GRACE + 1_000;
    await collect();
    expect(await world.read(second.id)).toEqual({ a: 'same bytes', b: 'more' });
    expect(await contentsOf(project)).toHaveLength(2);
  });

  it('spares what a version that was begun before names after all', async () => {
    const project = newProject();
    const first = await write(project, 'spared', { a: 'kept' });
    // Its writer was told that the content is held.
    const slow = await write(project, 'slow', { x: 'kept', y: 'own' }, { until: 'files' });
    await world.delete(first.id);
    expect(await collect()).toMatchObject({ condemned: { contents: 1 } });
    const late = await write(project, 'late', { z: 'kept' }, { births: new Map([['kept', first.id]]) });
    expect(late.committed).toBe(true);
    world.clock.ahead += GRACE + 1_000;
    expect(await collect()).toMatchObject({ spared: 1 });
    expect(await world.read(late.id)).toEqual({ z: 'kept' });
    expect(slow.committed).toBe(false);
  });

  it('keeps what another project has taken over', async () => {
    const [home, other] = [newProject(), newProject()];
    const first = await write(home, 'home', { a: 'travels' });
    const taken = await write(other, 'taken', { b: 'travels' }, { births: new Map([['travels', first.id]]) });
    await world.delete(first.id);
    await collect();
    world.clock.ahead += GRACE + 1_000;
    await collect();
    expect(await world.read(taken.id)).toEqual({ b: 'travels' });
  });

  it('leaves uploads that are under way, and frees those that were given up', async () => {
    const project = newProject();
    const half = await write(project, 'half', { a: 'half of it' }, { until: 'files' });
    const draft = await write(project, 'draft', { b: 'a draft' }, { until: 'manifest' });
    world.clock.ahead += 2 * DAY;
    await collect();
    expect(await contentsOf(project)).toHaveLength(2);
    expect(await world.commit(draft.id)).toBe(true);
    world.clock.ahead += 8 * DAY;
    await collect();
    world.clock.ahead += GRACE + 1_000;
    await collect();
    expect(await contentsOf(project)).toHaveLength(1);
    expect(await world.read(draft.id)).toEqual({ b: 'a draft' });
    expect(await world.version(half.id)).toMatchObject({ value: { state: 'DELETED' } });
  });

  it('frees objects whose event was never written, once they are old', async () => {
    world.clock.ahead += GRACE + 1_000;
    await collect();
    const project = newProject();
    const key = `artifacts/contents/${project}/ab/${'ab'.repeat(16)}-${world.get(Ids).eventId()}`;
    await world.get(ObjectStore).put(key, Readable.from([Buffer.from('nobody knows me')]));
    expect((await collect()).freed.objects).toBe(0);
    world.clock.ahead += GRACE + 1_000;
    expect((await collect()).freed).toEqual({ objects: 1, bytes: 15 });
    expect(await contentsOf(project)).toEqual([]);
  });

  it('never takes a byte from a committed version, and leaves none of what is gone', async () => {
    const content = fc.constantFrom('one', 'two', 'three', 'four', 'five');
    const files = fc.dictionary(fc.constantFrom('a', 'b', 'c'), content, { minKeys: 1 });
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), project: fc.nat(1), name: fc.constantFrom('x', 'y'), files }),
      fc.record({ do: fc.constant('begin' as const), project: fc.nat(1), name: fc.constantFrom('x', 'y'), files }),
      fc.record({ do: fc.constant('delete' as const), which: fc.nat(20) }),
      fc.record({ do: fc.constant('collect' as const), later: fc.constantFrom(0, GRACE / 2, GRACE + 1_000) }),
      fc.record({ do: fc.constant('race' as const), project: fc.nat(1), name: fc.constantFrom('x', 'y'), files }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const projects = [newProject(), newProject()];
        const live = new Map<string, { project: string; files: Record<string, string> }>();
        const keep = async (project: string, name: string, contents: Record<string, string>): Promise<void> => {
          const { id, committed } = await write(project, name, contents);
          expect(committed).toBe(true);
          live.set(id, { project, files: contents });
        };
        for (const told of steps) {
          if (told.do === 'delete') {
            const id = [...live.keys()][told.which % Math.max(1, live.size)];
            if (id === undefined) continue;
            await world.delete(id);
            live.delete(id);
          } else if (told.do === 'collect') {
            world.clock.ahead += told.later;
            await collect();
          } else if (told.do === 'begin') await write(projects[told.project]!, `${told.name}-begun`, told.files, { until: 'files' });
          else if (told.do === 'write') await keep(projects[told.project]!, told.name, told.files);
          else await Promise.all([collect(), keep(projects[told.project]!, told.name, told.files)]);
          for (const [id, { files: expected }] of live) expect(await world.read(id)).toEqual(expected);
        }
        world.clock.ahead += 9 * DAY;
        await collect();
        world.clock.ahead += GRACE + 1_000;
        await collect();
        for (const project of projects) {
          const named = [...live.values()].filter((one) => one.project === project).flatMap((one) => Object.values(one.files));
          expect(await contentsOf(project)).toHaveLength(new Set(named).size);
        }
        for (const [id, { files: expected }] of live) expect(await world.read(id)).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  }, 300_000);
});
