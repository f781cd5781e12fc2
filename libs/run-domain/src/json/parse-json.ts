import type { JsonObject, JsonValue } from './json-value';

/** Deeper nesting is refused, so that a hostile document cannot exhaust the stack. */
const MAX_DEPTH = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const INTEGER = /^-?\d+$/;
/** An escape, or a control character that JSON does not allow. */
const NEEDS_READING = /[\\\0-\x1f]/;
/** By their first letter; what begins otherwise is a number or a fault. */
const WORDS: Readonly<Record<string, readonly [string, JsonValue]>> = {
  n: ['null', null],
  t: ['true', true],
  f: ['false', false],
  N: ['NaN', NaN],
  I: ['Infinity', Infinity],
};

/**
 * Reads JSON as Python writes it: bare `NaN`, `Infinity` and `-Infinity` are numbers, integers beyond 2^53 become
 * `bigint`, `1e400` becomes infinite as in Python, a repeated key keeps its last value, and objects have no prototype.
 * Throws `SyntaxError` with the position of the fault.
 */
export function parseJson(text: string): JsonValue {
  return new Reader(text).document();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonValue {
    const value = this.value(0);
    this.blank();
    if (this.at < this.text.length) throw this.fault('something follows the document');
    return value;
  }

  private value(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw this.fault(`nested deeper than ${MAX_DEPTH}`);
    this.blank();
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    const word = first === undefined ? undefined : WORDS[first];
    if (word) return this.word(word[0], word[1]);
    if (first === '-' && this.text[this.at + 1] === 'I') return this.word('-Infinity', -Infinity);
    return this.number();
  }

  private word(word: string, value: JsonValue): JsonValue {
    if (!this.text.startsWith(word, this.at)) throw this.fault('a value was expected');
    this.at += word.length;
    return value;
  }

  private object(depth: number): JsonObject {
    const object: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
    this.at += 1;
    if (this.took('}')) return object;
    for (;;) {
      this.blank();
      if (this.text[this.at] !== '"') throw this.fault('a key was expected');
      const key = this.string();
      if (!this.took(':')) throw this.fault('":" was expected');
      object[key] = this.value(depth + 1);
      if (this.took('}')) return object;
      if (!this.took(',')) throw this.fault('"," or "}" was expected');
    }
  }

  private array(depth: number): JsonValue[] {
    const array: JsonValue[] = [];
    this.at += 1;
    if (this.took(']')) return array;
    for (;;) {
      array.push(this.value(depth + 1));
      if (this.took(']')) return array;
      if (!this.took(',')) throw this.fault('"," or "]" was expected');
    }
  }

  /** Finds the closing quote, then lets the engine undo the escapes and refuse control characters. */
  private string(): string {
    const start = this.at;
    let end = this.text.indexOf('"', start + 1);
    while (end > 0 && this.escaped(start, end)) end = this.text.indexOf('"', end + 1);
    if (end < 0) throw this.fault('a string has no end');
    this.at = end + 1;
    const plain = this.text.slice(start + 1, end);
    return NEEDS_READING.test(plain) ? (JSON.parse(this.text.slice(start, this.at)) as string) : plain;
  }

  private escaped(start: number, quote: number): boolean {
    let before = quote - 1;
    while (before > start && this.text[before] === '\\') before -= 1;
    return (quote - 1 - before) % 2 === 1;
  }

  private number(): number | bigint {
    NUMBER.lastIndex = this.at;
    const literal = NUMBER.exec(this.text)?.[0];
    if (literal === undefined) throw this.fault('a value was expected');
    this.at += literal.length;
    const value = Number(literal);
    return Number.isSafeInteger(value) || !INTEGER.test(literal) ? value : BigInt(literal);
  }

  private took(token: string): boolean {
    this.blank();
    if (this.text[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private blank(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
      this.at += 1;
    }
  }

  private fault(what: string): SyntaxError {
    return new SyntaxError(`Not JSON at position ${this.at}: ${what}`);
  }
}
