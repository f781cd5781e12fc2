/** Reads a number: a key of the row, or `config.<key>` and `summary.<key>` of the run. */
export type Lookup = (name: string) => number;

export interface Expression {
  /** Keys of the row. */
  readonly keys: readonly string[];
  /** `config.<key>`, `summary.<key>`. */
  readonly fields: readonly string[];
  readonly evaluate: (lookup: Lookup) => number;
}

export type Parsed =
  { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly problem: string; readonly at: number };

type Node = (lookup: Lookup) => number;

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  exp: Math.exp,
  min: Math.min,
  max: Math.max,
};

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|\$\{([^}]*)\}|(config|summary):([\w./-]+)|([A-Za-z_][\w.]*)|(\*\*|[-+*/%(),]))/iy;

interface Token {
  readonly kind: 'number' | 'key' | 'field' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

class Fault extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Deeper than anybody writes, shallower than the stack. */
const DEEPEST = 100;

/**
 * `1 - ${val/acc}` (UI 9.6): numbers, keys as bare names or in `${}`, `config:` and `summary:` values, + - * / % **,
 * parentheses and a few functions. Our own parser; nothing of the text is ever run as code.
 */
export function parseExpression(text: string): Parsed {
  try {
    const tokens = tokenise(text);
    const parser = new Parser(tokens);
    const node = parser.all();
    const { keys, fields } = parser;
    // Nothing but a number comes of dividing by zero in the language of the charts.
    const evaluate: Node = (lookup) => {
      const value = node(lookup);
      return Number.isFinite(value) ? value : NaN;
    };
    return { ok: true, expression: { keys: [...keys], fields: [...fields], evaluate } };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, problem: error.message, at: error.at };
    throw error;
  }
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw new Fault(`"${text.slice(at).trim()[0] ?? ''}" is not part of an expression`, at);
    const [whole, number, key, source, field, name, sign] = found;
    const begins = at + whole.length - whole.trimStart().length;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at: begins });
    else if (key !== undefined) tokens.push(referenceOf(key, begins));
    else if (source !== undefined) tokens.push({ kind: 'field', text: `${source.toLowerCase()}.${field ?? ''}`, at: begins });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at: begins });
    else tokens.push({ kind: 'sign', text: sign ?? '', at: begins });
    at = TOKEN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function referenceOf(key: string, at: number): Token {
  const field = /^(config|summary):(.+)$/.exec(key);
  return field ? { kind: 'field', text: `${field[1]}.${field[2]}`, at } : { kind: 'key', text: key, at };
}

class Parser {
  readonly keys = new Set<string>();
  readonly fields = new Set<string>();
  private place = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  all(): Node {
    const node = this.sum();
    const left = this.token();
    if (left.kind !== 'end') throw new Fault(`"${left.text}" is not expected here`, left.at);
    return node;
  }

  private token(): Token {
    return this.tokens[this.place] ?? { kind: 'end', text: '', at: 0 };
  }

  private take(...signs: string[]): string | null {
    const { kind, text } = this.token();
    if (kind !== 'sign' || !signs.includes(text)) return null;
    this.place += 1;
    return text;
  }

  private sum(): Node {
    return this.leftToRight(() => this.product(), '+', '-');
  }

  private product(): Node {
    return this.leftToRight(() => this.unary(), '*', '/', '%');
  }

  private leftToRight(next: () => Node, ...signs: string[]): Node {
    let node = next();
    for (let sign = this.take(...signs); sign !== null; sign = this.take(...signs)) {
      const [left, right, does] = [node, next(), OPERATORS[sign] ?? OPERATORS['+']];
      node = (lookup) => does?.(left(lookup), right(lookup)) ?? NaN;
    }
    return node;
  }

  private unary(): Node {
    if (this.take('+')) return this.deeper(() => this.unary());
    if (!this.take('-')) return this.power();
    const node = this.deeper(() => this.unary());
    return (lookup) => -node(lookup);
  }

  /** Binds tighter than the sign before it and groups to the right: -2 ** 2 is -4. */
  private power(): Node {
    const base = this.atom();
    if (!this.take('**')) return base;
    const exponent = this.deeper(() => this.unary());
    return (lookup) => base(lookup) ** exponent(lookup);
  }

  private atom(): Node {
    const { kind, text, at } = this.token();
    this.place += 1;
    if (kind === 'number') return () => Number(text);
    if (kind === 'key') return this.key(text);
    if (kind === 'field') {
      this.fields.add(text);
      return (lookup) => lookup(text);
    }
    if (kind === 'name') return this.take('(') ? this.call(text, at) : this.key(text);
    if (kind === 'sign' && text === '(') {
      const node = this.deeper(() => this.sum());
      this.close();
      return node;
    }
    throw new Fault(kind === 'end' ? 'Something is missing at the end' : `"${text}" is not expected here`, at);
  }

  private key(text: string): Node {
    this.keys.add(text);
    return (lookup) => lookup(text);
  }

  private call(name: string, at: number): Node {
    const called = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!called) throw new Fault(`There is no function ${name}`, at);
    const values = [this.deeper(() => this.sum())];
    while (this.take(',')) values.push(this.deeper(() => this.sum()));
    this.close();
    return (lookup) => called(...values.map((value) => value(lookup)));
  }

  private close(): void {
    if (!this.take(')')) throw new Fault('A bracket is not closed', this.token().at);
  }

  private deeper(next: () => Node): Node {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Fault('Too many brackets', this.token().at);
    const node = next();
    this.depth -= 1;
    return node;
  }
}

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};
