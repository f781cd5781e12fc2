import type { FoundLine } from '../use-panel-lines';
import { expressionLines } from './expression-lines';
import { parseExpression } from './parse-expression';

function line(run: string, key: string, x: number[], y: number[], width = 0): FoundLine {
  const column = Float64Array.from(y);
  const none = new Float64Array();
  const series = {
    key,
    run,
    width,
    points: x.length,
    x: Float64Array.from(x),
    y: column,
    min: column,
    max: column,
    mean: column,
    count: column,
  };
  return {
    run: { name: run, displayName: run, ordinal: 0, colour: null },
    line: { key },
    series: { ...series, markX: none, markKind: none },
  };
}

function expression(text: string) {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.expression;
}

test('a point where all keys were logged in the same row', () => {
  const found = [line('r', 'a', [0, 1, 2], [1, 2, 3]), line('r', 'b', [1, 2, 3], [10, 20, 30])];
  const [drawn] = expressionLines(found, { y: expression('a * b'), x: null, title: 'a * b' }, () => ({}));
  expect([[...drawn!.series.x], [...drawn!.series.y]]).toEqual([
    [1, 2],
    [20, 60],
  ]);
});

test('values of the run, and an x of its own', () => {
  const found = [line('r', 'loss', [0, 1], [4, 2])];
  const both = { y: expression('loss * config:lr'), x: expression('loss + 1'), title: 'e' };
  const [drawn] = expressionLines(found, both, () => ({ 'config.lr': 0.5 }));
  expect([[...drawn!.series.x], [...drawn!.series.y]]).toEqual([
    [5, 3],
    [2, 1],
  ]);
});

test('a run without one of the keys has no line', () => {
  expect(expressionLines([line('r', 'a', [0], [1])], { y: expression('a + b'), x: null, title: 'e' }, () => ({}))).toEqual([]);
});

test('buckets are put together by the widest', () => {
  const found = [line('r', 'a', [3, 7], [1, 2], 4), line('r', 'b', [1, 3, 5, 7], [1, 2, 3, 4], 2)];
  const [drawn] = expressionLines(found, { y: expression('a + b'), x: null, title: 'e' }, () => ({}));
  expect([...drawn!.series.y]).toEqual([3, 6]);
});
