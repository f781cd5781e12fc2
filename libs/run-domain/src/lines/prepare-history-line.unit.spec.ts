import fc from 'fast-check';
import { arbitraryJson, arbitraryJsonObject } from '../fixtures/arbitrary-json';
import { isJsonObject } from '../json/is-json-object';
import type { JsonObject, JsonValue } from '../json/json-value';
import { parseJson } from '../json/parse-json';
import { stringifyJson } from '../json/stringify-json';
import { isTroubled } from './is-troubled';
import { prepareHistoryLine } from './prepare-history-line';

const fixed = (line: string): string | null => {
  const prepared = prepareHistoryLine(line);
  if (prepared.kind !== 'ok') throw new Error(prepared.reason);
  return prepared.fixed;
};

describe('prepareHistoryLine', () => {
  it.each([
    '{"loss":0.5,"_step":2,"_timestamp":1.79534508e+09,"_runtime":1.25}',
    '{"a":[1,2],"b":"text","c":null,"d":true,"e":-3e-05,"f":922337203685477580}',
    '{}',
    '{"hist":{"_type":"histogram","values":[1],"bins":[0,1]}}',
    '{"text":"NaN is a word, so is Infinity {"}',
  ])('passes %s as it is', (line) => {
    expect(fixed(line)).toBeNull();
  });

  it.each([
    ['{"a":NaN,"b":Infinity,"c":-Infinity}', '{"a":"\\u0001NaN","b":"\\u0001Infinity","c":"\\u0001-Infinity"}'],
    ['{"e":-3e-05,"f":9223372036854775807}', '{"e":-0.00003,"f":9223372036854775807}'],
    ['{"a":18446744073709551616}', '{"a":1.8446744073709552e+19}'],
    ['{"a":-9999999999999999999}', '{"a":-1e+19}'],
    ['{"a":1e400,"b":1e308}', '{"a":"\\u0001Infinity","b":1e+308}'],
    ['{"a":{"b":{"c":1}},"d":{}}', '{"a.b.c":1,"d":{}}'],
    ['{"a":{"b":1},"a.b":2}', '{"a.b":2}'],
    ['{"a.b":2,"a":{"b":1}}', '{"a.b":1}'],
    ['{"a":{"img":{"_type":"image-file","size":NaN}}}', '{"a.img":{"_type":"image-file","size":"\\u0001NaN"}}'],
    ['{"a":[{"b":1},NaN]}', '{"a":[{"b":1},"\\u0001NaN"]}'],
    ['{"__proto__":{"x":1}}', '{"__proto__.x":1}'],
    ['{"a":"\\ud800"}', '{"a":"\ufffd"}'],
  ])('rewrites %s', (line, expected) => {
    expect(fixed(line)).toBe(expected);
  });

  it.each(['', '  ', '[1]', '5', 'null', 'hello', '{"a":NaN', '{"a":{"b":1},}', '{"a":nan,"b":{}}'])('finds %j unreadable', (line) => {
    expect(prepareHistoryLine(line).kind).toBe('unreadable');
  });

  it('overlooks no trouble that one plain expression finds', () => {
    const trouble = /NaN|Infinity|\d{20}|-\d{19}|[eE][+-]?\d{3}|\\u[dD][89a-f]|\{[^]*\{/;
    const parts = fc.constantFrom(
      '{',
      '"a":',
      'NaN',
      '-Infinity',
      '1234567',
      '890123456',
      '-9',
      'e+3',
      '08',
      'E12',
      '\\ud83d',
      '\\u00e9',
      ',',
      '.',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (texts) => {
        const line = texts.join('');
        if (trouble.test(line)) expect(isTroubled(line)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps every finite number under its dotted key, and only those are numbers', () => {
    fc.assert(
      fc.property(arbitraryJsonObject, (row) => {
        const line = stringifyJson(row);
        const read = JSON.parse(fixed(line) ?? line) as Record<string, unknown>;
        const numbers = Object.entries(read).filter(([, value]) => typeof value === 'number');
        expect(new Map(numbers)).toEqual(finiteLeaves(row));
      }),
    );
  });

  it('always writes strict JSON without integers beyond 64 bits', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), arbitraryJson), (row) => {
        const line = stringifyJson(row);
        const text = fixed(line) ?? line;
        expect(() => JSON.parse(text) as unknown).not.toThrow();
        expect(everyInteger(parseJson(text), (value) => value >= -(2n ** 63n) && value < 2n ** 64n)).toBe(true);
      }),
    );
  });
});

function finiteLeaves(row: JsonObject, prefix = '', leaves = new Map<string, number>()): Map<string, number> {
  for (const [name, value] of Object.entries(row)) {
    const key = (prefix + name).replace(/\p{Surrogate}/gu, '\ufffd');
    const nested = isJsonObject(value) && typeof value['_type'] !== 'string' && Object.keys(value).length > 0;
    if (nested) {
      finiteLeaves(value, `${prefix + name}.`, leaves);
      continue;
    }
    leaves.delete(key);
    const number = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : NaN;
    if (Number.isFinite(number)) leaves.set(key, number);
  }
  return leaves;
}

function everyInteger(value: JsonValue, test: (value: bigint) => boolean): boolean {
  if (typeof value === 'bigint') return test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((member: JsonValue) => everyInteger(member, test));
}
