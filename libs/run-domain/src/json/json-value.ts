/**
 * JSON as Python writes it. Numbers may be NaN or infinite (bare tokens on the wire, protocol 7.1); integers beyond
 * 2^53 are `bigint`, so that a seed of 2^63 - 1 comes back as it was logged. Objects have no prototype, so that
 * `__proto__` is a key like any other.
 */
export type JsonValue = string | number | bigint | boolean | null | JsonObject | readonly JsonValue[];
export type JsonObject = { readonly [key: string]: JsonValue };
