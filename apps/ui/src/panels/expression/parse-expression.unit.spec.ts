import { parseExpression } from './parse-expression';

const valueOf = (text: string, values: Record<string, number> = {}): number => {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.expression.evaluate((name) => values[name] ?? NaN);
};

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['-2 ** 2', -4],
  ['2 ** 3 ** 2', 512],
  ['2 ** -1', 0.5],
  ['7 % 4 - -1', 4],
  ['10 - 4 - 3', 3],
  ['max(1, sqrt(16), 2) / 4', 1],
  ['1e-3 * 1000', 1],
  ['.5 + 1.', 1.5],
])('%s is %d', (text, value) => expect(valueOf(text)).toBe(value));

test('keys by bare name and in braces, config and summary', () => {
  const values = { loss: 2, 'val/acc': 0.25, 'config.lr': 0.5, 'summary.best': 3 };
  expect(valueOf('1 - ${val/acc}', values)).toBe(0.75);
  expect(valueOf('loss * config:lr + summary:best', values)).toBe(4);
  const parsed = parseExpression('loss * config:lr + ${val/acc} + loss');
  expect(parsed.ok && [parsed.expression.keys, parsed.expression.fields]).toEqual([['loss', 'val/acc'], ['config.lr']]);
});

test('division by zero and a missing value are NaN', () => {
  expect(valueOf('1 / 0')).toBeNaN();
  expect(valueOf('missing + 1')).toBeNaN();
});

test.each([
  ['1 +', 3],
  ['(1', 2],
  ['1 2', 2],
  ['a ; b', 1],
  ['constructor(1)', 0],
  ['', 0],
  [')', 0],
])('%j says where it goes wrong', (text, at) => {
  const parsed = parseExpression(text);
  expect(parsed.ok ? null : parsed.at).toBe(at);
});

test('a thousand brackets are refused, not a full stack', () => expect(parseExpression('('.repeat(1_000)).ok).toBe(false));
