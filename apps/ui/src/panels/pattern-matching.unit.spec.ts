import { compilePattern, isPlain, matchLiteral, matchPattern } from './pattern-matching';

const KEYS = ['train/loss', 'val/loss', 'val/Acc'];

test('a literal text is found whatever its case', () => expect(matchLiteral('ACC', KEYS)).toEqual([null, null, [4, 7]]));

test('an expression is found where it matches', () => {
  const expression = compilePattern('^val/');
  expect(expression && matchPattern(expression, KEYS)).toEqual([null, [0, 4], [0, 4]]);
});

test('what is no expression is told apart', () => {
  expect(compilePattern('(')).toBeNull();
  expect(compilePattern('a|b')).not.toBeNull();
});

test('only texts without special characters are plain', () => {
  expect(['train/loss', 'a-b_c'].every(isPlain)).toBe(true);
  expect(['a.b', '(', '^a', 'a|b'].some(isPlain)).toBe(false);
});
