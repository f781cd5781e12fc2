import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const root = join(__dirname, '..');

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** One YAML document, with its anchors merged. */
export const yamlOf = <T>(path: string): T => parse(textOf(path), { merge: true }) as T;

/** Every YAML document of a file. */
export const yamlsOf = <T>(path: string): T[] => parseAllDocuments(textOf(path)).map((document) => document.toJSON() as T);

/** First parts of the paths that speak the wandb wire protocol, as the router of `npm run cluster` has them. */
export function protocolPaths(): string[] {
  const set = /const INGEST = new Set\(\[(.*?)\]\)/s.exec(textOf('scripts/steps/cluster/router.mjs'))?.[1];
  if (set === undefined) throw new Error('the router has no set of paths any more');
  return [...set.matchAll(/'([^']+)'/g)].map(([, path]) => path ?? '').sort();
}
