import type { ClickHouse } from '@runstead/clickhouse';
import { KnownKeys } from './known-keys';

const document = (id: string): { run: { run_id: string; project_id: string }; kind: 'summary' } => ({
  run: { run_id: id, project_id: '7' },
  kind: 'summary',
});

/** A store that answers what `stored` holds when it is let go on. */
function storeOf(stored: Map<string, string[]>): { clickHouse: ClickHouse; reads: (() => void)[]; immediately: { value: boolean } } {
  const reads: (() => void)[] = [];
  const immediately = { value: true };
  const query = async (_sql: string, { runs }: { runs: string[] }): Promise<unknown[]> => {
    const answer = runs.map((run) => ({ document: `${run}/summary`, keys: [...(stored.get(run) ?? [])] }));
    if (!immediately.value) await new Promise<void>((resolve) => reads.push(resolve));
    return answer;
  };
  return { clickHouse: { query } as unknown as ClickHouse, reads, immediately };
}

describe('KnownKeys', () => {
  it('reads a document once and adds what is written', async () => {
    const stored = new Map([['1', ['a']]]);
    const { clickHouse } = storeOf(stored);
    const known = new KnownKeys(clickHouse, 400_000);
    expect([...(await known.of([document('1')]))(document('1'))]).toEqual(['a']);
    known.written(document('1'), ['b']);
    stored.clear();
    expect([...(await known.of([document('1'), document('2')]))(document('1'))]).toEqual(['a', 'b']);
  });

  it('loses no key that is written while another reads the document', async () => {
    const { clickHouse, reads, immediately } = storeOf(new Map([['1', ['a']]]));
    const known = new KnownKeys(clickHouse, 400_000);
    immediately.value = false;
    const slow = known.of([document('1')]);
    immediately.value = true;
    await known.of([document('1')]);
    known.written(document('1'), ['b']);
    reads.forEach((goOn) => goOn());
    expect([...(await slow)(document('1'))].sort()).toEqual(['a', 'b']);
    expect([...(await known.of([document('1')]))(document('1'))].sort()).toEqual(['a', 'b']);
  });

  it('asks the store again for what it has forgotten', async () => {
    const many = Array.from({ length: 300_000 }, (_, index) => `key${index}`);
    const stored = new Map([
      ['1', ['a']],
      ['2', many],
      ['3', many],
    ]);
    const { clickHouse } = storeOf(stored);
    const known = new KnownKeys(clickHouse, 400_000);
    for (const run of ['1', '2', '3']) await known.of([document(run)]);
    known.written(document('1'), ['b']);
    stored.set('1', ['a', 'b', 'c']);
    expect([...(await known.of([document('1')]))(document('1'))]).toEqual(['a', 'b', 'c']);
  });

  it('remembers nothing where others write too', async () => {
    const stored = new Map([['1', ['a']]]);
    const known = new KnownKeys(storeOf(stored).clickHouse, 0);
    await known.of([document('1')]);
    known.written(document('1'), ['mine']);
    stored.set('1', ['a', 'mine', 'another']);
    expect([...(await known.of([document('1')]))(document('1'))]).toEqual(['a', 'mine', 'another']);
  });
});
