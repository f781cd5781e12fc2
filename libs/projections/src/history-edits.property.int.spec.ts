import { Logger } from '@nestjs/common';
import { HistoryView } from '@runstead/clickhouse';
import { isJsonObject, parseJson, type JsonValue } from '@runstead/run-domain';
import fc from 'fast-check';
import { shownByModel, type Happening, type ModelChange } from './fixtures/edited-run-model';
import { chunk, event, runCreated } from './fixtures/events';
import type { ProjectionWorld } from './fixtures/projection-world';
import { WholeProjections } from './fixtures/whole-projections';

jest.setTimeout(240_000);

const KEYS = ['a', 'b', 'n.x'];
const key = fc.constantFrom(...KEYS);
const step = fc.integer({ min: 0, max: 4 });
const number = fc.integer({ min: 0, max: 99 });
const values = fc.dictionary(key, number, { minKeys: 1, maxKeys: 3 });
const row = fc.record({ step, values });
const range = fc.record({ from: step, to: step, keys: fc.option(fc.uniqueArray(key, { minLength: 1, maxLength: 2 }), { nil: null }) });
const change: fc.Arbitrary<ModelChange> = fc.oneof(
  fc
    .tuple(key, key)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => ({ kind: 'rename', from, to }) as const),
  key.map((removed) => ({ kind: 'remove', key: removed }) as const),
  fc
    .record({
      removed: fc.array(range, { maxLength: 2 }),
      set: fc.uniqueArray(fc.record({ step, key, value: number }), { maxLength: 3, selector: (one) => `${one.key}@${one.step}` }),
    })
    .map((told) => ({ kind: 'steps', ...told }) as const),
  fc.uniqueArray(row, { maxLength: 4, selector: (one) => one.step }).map((rows) => ({ kind: 'merge', rows }) as const),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: row.map((told): Happening => ({ kind: 'line', ...told })) },
  { weight: 3, arbitrary: change.map((made): Happening => ({ kind: 'edit', change: made })) },
  { weight: 1, arbitrary: step.map((back): Happening => ({ kind: 'rewind', step: back })) },
  { weight: 1, arbitrary: fc.nat(6).map((edit): Happening => ({ kind: 'undo', edit })) },
);

describe('an edited history', () => {
  let whole: WholeProjections;
  let world: ProjectionWorld;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    whole = await WholeProjections.open();
  });
  afterAll(() => whole.close());

  /** The run's happenings as the log would hold them. */
  async function write(happenings: readonly Happening[]): Promise<void> {
    await world.append(runCreated('1'));
    let [line, generation, lanes, made] = [0, 0, 0, 0];
    const counting = new Set<number>();
    for (const one of happenings) {
      if (one.kind === 'line') {
        await world.appendChunks(chunk('1', 'HistoryAppended', [textOf(one)], { firstLine: line, generation }));
        line += 1;
      } else if (one.kind === 'rewind') {
        generation += 1;
        await world.appendChunks(chunk('1', 'HistoryAppended', [], { firstLine: line, generation, rewoundTo: one.step }));
      } else if (one.kind === 'undo') {
        if (counting.delete(one.edit)) await world.append(event('HistoryEditUndone', '1', { editId: `e${one.edit}`, reason: '' }));
      } else {
        const about = { editId: `e${made}`, reason: '' };
        const offset = await world.appendChunks(chunk('1', 'HistoryAppended', [], { firstLine: line, generation, editId: about.editId }));
        const place = ((BigInt(offset) << 20n) + 2n).toString();
        const { change: told } = one;
        if (told.kind === 'rename') await world.append(event('MetricRenamed', '1', { ...about, from: told.from, to: told.to }));
        else if (told.kind === 'remove') await world.append(event('MetricRemoved', '1', { ...about, key: told.key }));
        else if (told.kind === 'steps')
          await world.append(event('StepsEdited', '1', { ...about, place, removed: told.removed, set: told.set, summary: [] }));
        else {
          lanes += 1;
          const lane = String(100 + lanes);
          if (told.rows.length > 0)
            await world.appendChunks(chunk(lane, 'HistoryAppended', told.rows.map(textOf), { editId: about.editId }));
          const more = { place, lane, rule: 'append', sources: [], lines: told.rows.length, summary: [] } as const;
          await world.append(event('RunsMerged', '1', { ...about, ...more }));
        }
        counting.add(made);
        made += 1;
      }
    }
  }

  /** Points as charts read them. */
  async function points(): Promise<Record<string, number>> {
    const view = await HistoryView.of(whole.clickHouse, '7', ['1']);
    const keys = 'SELECT sipHash64({project:UInt64}, arrayJoin({keys:Array(String)}))';
    const found = await whole.clickHouse.query<{ name: string; at: string; last: number }>(
      `SELECT {keys:Array(String)}[indexOf(arrayMap(k -> sipHash64({project:UInt64}, k), {keys:Array(String)}), key_id)] AS name, toString(step) AS at,
         argMax(value, ord) AS last ${view.points(keys, ['run_id IN {runs:Array(UInt64)}'])} GROUP BY key_id, step`,
      { ...view.params, project: '7', runs: ['1'], keys: KEYS },
    );
    return Object.fromEntries(found.map(({ name, at, last }) => [`${name}@${at}`, last]));
  }

  /** Rows as history pages read them, laid over each other in the order of the log. */
  async function rows(): Promise<Record<string, number>> {
    const view = await HistoryView.of(whole.clickHouse, '7', ['1']);
    const found = await whole.clickHouse.query<{ at: string; row: string; by: string; place: string }>(
      `SELECT toString(step) AS at, row, toString(writer) AS by, toString(ver) AS place FROM ${view.rows}
       WHERE project_id = {project:UInt64} AND run_id = {run:UInt64}${view.cuts.and('ver')} ORDER BY ver, line`,
      { ...view.params, project: '7', run: '1' },
    );
    return Object.fromEntries(
      found.flatMap(({ at, row: text, by, place }) =>
        leaves(parseJson(view.row('1', { row: text, step: Number(at), writer: by, ver: place })), '').map(([name, value]) => [
          `${name}@${at}`,
          value,
        ]),
      ),
    );
  }

  it('is what the edits that count make of it, in points and rows, live and rebuilt; without them it is what was logged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 24, size: 'max' }), async (happenings) => {
        world = await whole.fresh();
        await write(happenings);
        const running = await whole.start();
        await running.caughtUp();
        const counted = withRealUndos(happenings);
        expect(await points()).toEqual(shownByModel(counted));
        expect(await rows()).toEqual(shownByModel(counted));
        const edits = happenings.filter(({ kind }) => kind === 'edit').length;
        await world.append(
          ...Array.from({ length: edits }, (_, index) => event('HistoryEditUndone', '1', { editId: `e${index}`, reason: '' })),
        );
        await running.caughtUp();
        expect(await points()).toEqual(shownByModel(happenings.filter(({ kind }) => kind === 'line' || kind === 'rewind')));
        await running.stop();
      }),
      { numRuns: 20 },
    );
  });

  it('is checksum-equal when it is rebuilt, and no difference to verify', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 10, maxLength: 24, size: 'max' }),
        fc.integer({ min: 1, max: 9 }),
        async (happenings, batch) => {
          world = await whole.fresh();
          const running = await whole.start(batch);
          await write(happenings);
          await running.caughtUp();
          const before = await points();
          for (const projection of ['catalog', 'streams', 'metrics', 'run-index'])
            expect(await running.rebuilds.rebuild(projection)).toMatchObject({ projection, differences: [] });
          expect(await points()).toEqual(before);
          expect(await running.verification.verify({ patienceMs: 30_000 })).toMatchObject({ ok: true, differences: [] });
          await running.stop();
        },
      ),
      { numRuns: 3 },
    );
  });
});

function textOf({ step: at, values: told }: { readonly step: number; readonly values: Readonly<Record<string, number>> }): string {
  const { 'n.x': nested, ...plain } = told;
  return JSON.stringify({ ...plain, ...(nested === undefined ? {} : { n: { x: nested } }), _step: at });
}

/** An undo of an edit that is not made yet, or was undone, is none. */
function withRealUndos(happenings: readonly Happening[]): Happening[] {
  let made = 0;
  return happenings.filter((one) => {
    if (one.kind === 'edit') made += 1;
    return one.kind !== 'undo' || one.edit < made;
  });
}

function leaves(value: JsonValue, path: string): (readonly [string, number])[] {
  if (isJsonObject(value)) return Object.entries(value).flatMap(([name, member]) => leaves(member, path === '' ? name : `${path}.${name}`));
  return path.startsWith('_') ? [] : [[path, Number(value)]];
}
