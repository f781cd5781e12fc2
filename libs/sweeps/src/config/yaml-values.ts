import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { floatChoice, integerChoice, type Choice } from './parameter';

/** More than any configuration that a person writes; a list of 100,000 values fits. */
const MOST_CHARACTERS = 4_000_000;
const MOST_ALIASES = 100;

/** A map of a parsed document. Its values are read on demand, so that numbers keep the kind they were written as. */
export type YamlEntry = Node | null;
export type YamlMap = ReadonlyMap<string, YamlEntry>;

export type YamlDocument = { readonly ok: true; readonly root: YamlMap } | { readonly ok: false; readonly message: string };

/** YAML or JSON text whose top is a map. The message names the place of the fault. */
export function readYaml(text: string): YamlDocument {
  if (text.length > MOST_CHARACTERS)
    return { ok: false, message: `The configuration has more than ${MOST_CHARACTERS.toLocaleString('en')} characters.` };
  const document = parseDocument(text, { schema: 'core', lineCounter: new LineCounter(), prettyErrors: true, uniqueKeys: true });
  const [fault] = document.errors;
  if (fault) return { ok: false, message: `The configuration is not valid YAML: ${fault.message.split('\n')[0]}` };
  try {
    // Resolves aliases, and refuses a document that would grow without bound.
    const plain: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return notMap();
  } catch (error) {
    return { ok: false, message: `The configuration cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  const root = mapOf(document.contents as Node | null, resolver(document));
  return root ? { ok: true, root } : notMap();
}

function notMap(): YamlDocument {
  return { ok: false, message: 'The configuration must be a map of names to settings.' };
}

type Resolve = (node: unknown) => Node | null;

function resolver(document: ReturnType<typeof parseDocument>): Resolve {
  return (node) => {
    const target = node as { resolve?: (doc: unknown) => Node | undefined } | null;
    return typeof target?.resolve === 'function' ? (target.resolve(document) ?? null) : (target as Node | null);
  };
}

function mapOf(node: Node | null, resolve: Resolve): YamlMap | null {
  if (!isMap(node)) return null;
  return new Map(node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : String(key), deep(resolve(value), resolve)]));
}

/** Aliases are replaced by what they stand for. */
function deep(node: Node | null, resolve: Resolve): Node | null {
  if (isMap(node)) for (const pair of node.items) pair.value = deep(resolve(pair.value), resolve);
  if (isSeq(node)) node.items = node.items.map((item) => deep(resolve(item), resolve));
  return node;
}

export function asMap(node: YamlEntry | undefined): YamlMap | null {
  if (!isMap(node)) return null;
  return new Map(node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : String(key), value as YamlEntry]));
}

export function asList(node: YamlEntry | undefined): readonly YamlEntry[] | null {
  return isSeq(node) ? (node.items as YamlEntry[]) : null;
}

/** Text, number, true, false; null for everything else, also for `null` itself. */
export function asScalar(node: YamlEntry | undefined): string | number | boolean | null {
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

export function asNumber(node: YamlEntry | undefined): number | null {
  const value = asScalar(node);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Written without point and exponent. */
export function isWholeNumber(node: YamlEntry | undefined): boolean {
  return isScalar(node) && typeof node.value === 'number' && /^[-+]?\d+$/.test(node.source ?? String(node.value));
}

/** Any value, with the JSON text that keeps `1.0` a float. */
export function asChoice(node: YamlEntry): Choice {
  if (isMap(node)) {
    const entries = [...(asMap(node) ?? [])].map(([key, value]) => [key, asChoice(value)] as const);
    return {
      value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
      json: `{${entries.map(([key, { json }]) => `${JSON.stringify(key)}:${json}`).join(',')}}`,
    };
  }
  if (isSeq(node)) {
    const items = (node.items as YamlEntry[]).map(asChoice);
    return { value: items.map(({ value }) => value), json: `[${items.map(({ json }) => json).join(',')}]` };
  }
  const value = asScalar(node);
  if (typeof value !== 'number') return { value, json: JSON.stringify(value) };
  if (!Number.isFinite(value)) return { value, json: Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity' };
  return isWholeNumber(node) ? integerChoice(value) : floatChoice(value);
}
