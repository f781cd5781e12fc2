import { isNestedDeeper } from './nesting';

const deeper = (text: string, limit: number): boolean => isNestedDeeper(Buffer.from(text), limit);

describe('isNestedDeeper', () => {
  it.each([
    ['[[[]]]', 3],
    ['{"a":{"b":[1]}}', 3],
    ['[][][][]', 1],
    ['"[[[[["', 0],
    ['"\\"[[[[["', 0],
    ['"\\\\"', 0],
    ['', 0],
    [']]]]', 0],
  ])('%s is at most %i deep', (text, limit) => {
    expect(deeper(text, limit)).toBe(false);
    if (limit > 0) expect(deeper(text, limit - 1)).toBe(true);
  });

  it.each(['"\\\\"[[', '"a"{"b":[', '[[', 'query { a(b: ['])('%s is deeper than 1', (text) => {
    expect(deeper(text, 1)).toBe(true);
  });

  it('takes millions of levels', () => {
    expect(deeper('['.repeat(5_000_000), 64)).toBe(true);
  });
});
