import fc from 'fast-check';
import type { JsonValue } from './json-value';

const KEYS = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'a.b', '', '_type'));
const NUMBERS = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.bigInt().filter((value) => !Number.isSafeInteger(Number(value))),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e21, 2 ** 53, 2 ** 64, 1e308, 5e-324),
);

/** Any value that Python could have written, for property tests. */
export const arbitraryJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    NUMBERS,
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(KEYS, tie('value')), { maxLength: 4 }).map(objectOf),
  ),
})).value;

export const arbitraryJsonObject = fc.array(fc.tuple(KEYS, arbitraryJson), { maxLength: 5 }).map(objectOf);

function objectOf(entries: [string, JsonValue][]): { [key: string]: JsonValue } {
  const object = Object.create(null) as { [key: string]: JsonValue };
  for (const [key, value] of entries) object[key] = value;
  return object;
}
