import fc from 'fast-check';
import { arbitraryJson } from '../fixtures/arbitrary-json';
import { parseJson } from './parse-json';
import { stringifyJson } from './stringify-json';
import { toPlainJson } from './to-plain-json';

describe('JSON as Python writes it', () => {
  it('comes back from its text as it was', () => {
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        expect(parseJson(stringifyJson(value))).toEqual(value);
      }),
    );
  });

  it('reads whatever the strict parser reads, to the same value', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        const strict = JSON.parse(spaced) as unknown;
        const plain = JSON.stringify(parseJson(spaced), (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
        expect(JSON.parse(plain)).toEqual(strict);
      }),
    );
  });

  it('never hangs or throws anything but SyntaxError on rubbish', () => {
    const rubbish = fc
      .array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '1', '-', 'e', '.', 'NaN', 'null', 'x', ' '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(rubbish, fc.string()), (text) => {
        try {
          stringifyJson(parseJson(text));
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });

  it.each([
    ['{"a":NaN,"b":-Infinity,"c":[Infinity]}', { a: NaN, b: -Infinity, c: [Infinity] }],
    ['{"seed":9223372036854775807}', { seed: 9223372036854775807n }],
    ['{"a":1,"a":2}', { a: 2 }],
    ['1e400', Infinity],
    [' [ ] ', []],
    ['"\\\\"', '\\'],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it('keeps __proto__ as a key', () => {
    const value = parseJson('{"__proto__":{"admin":true}}') as { [key: string]: unknown };
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(stringifyJson(value as never)).toBe('{"__proto__":{"admin":true}}');
  });

  it.each(['', '{', '{"a"}', '[1,]', '01', '+1', 'nul', '"\n"', '{"a":1}x', "{'a':1}", 'nan', '-'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(/nested deeper/);
  });

  it('is plain JSON for browsers', () => {
    const plain = toPlainJson(parseJson('{"a":NaN,"b":[-Infinity],"c":18446744073709551615,"d":{"e":1.5}}'));
    expect(JSON.parse(JSON.stringify(plain))).toEqual({ a: 'NaN', b: ['-Infinity'], c: '18446744073709551615', d: { e: 1.5 } });
  });
});
