import { LINES_PER_GENERATION } from '@runstead/run-domain';
import { isNestedDeeper } from '../http/nesting';

/** An envelope has four levels; lines are text, and those that are not come as JSON of their own. */
const MOST_NESTED = 64;
/** A shorter body cannot hold enough levels to keep anybody waiting. */
const UNSUSPICIOUS_BYTES = 64 * 1024;

/** A `file_stream` body (protocol 6.1) after validation. */
export interface StreamEnvelope {
  readonly files: readonly { readonly name: string; readonly offset: number; readonly lines: readonly string[] }[];
  readonly complete: boolean;
  readonly exitCode: number | null;
  readonly preempting: boolean;
  readonly uploaded: readonly string[];
  /** Parts of a good body that cannot be used; they become dead letters and the rest is taken. */
  readonly unusable: readonly UnusablePart[];
}

export interface UnusablePart {
  readonly file: string;
  readonly reason: string;
  /** JSON of what came. */
  readonly text: string;
}

export type ReadEnvelope = { readonly ok: true; readonly envelope: StreamEnvelope } | { readonly ok: false; readonly reason: string };

/**
 * Reads a body by hand: it is on the way of every logged line. Lines stay the text that came. Unknown keys are
 * ignored; `false` for `complete` is what old clients send in ordinary posts, so truth counts, not presence.
 */
export function readEnvelope(bytes: Buffer): ReadEnvelope {
  if (bytes.length > UNSUSPICIOUS_BYTES && isNestedDeeper(bytes, MOST_NESTED))
    return { ok: false, reason: `nested more than ${MOST_NESTED} deep` };
  const text = bytes.toString('utf8');
  let body: unknown;
  try {
    // An empty body is a heartbeat, as `{}` is.
    body = text.trim() === '' ? {} : JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: `not JSON: ${(error as Error).message.slice(0, 200)}` };
  }
  if (body === null) body = {};
  if (!isObject(body)) return { ok: false, reason: 'not a JSON object' };
  const files: { name: string; offset: number; lines: string[] }[] = [];
  const unusable: UnusablePart[] = [];
  const parts = body['files'];
  if (isObject(parts)) {
    for (const name of Object.keys(parts)) {
      const part = filePart(parts[name]);
      if (typeof part === 'string') unusable.push({ file: name, reason: part, text: JSON.stringify(parts[name]) });
      else files.push({ name, ...part });
    }
  } else if (parts !== undefined && parts !== null) {
    unusable.push({ file: '', reason: '"files" is not an object', text: JSON.stringify(parts) });
  }
  const complete = body['complete'] === true;
  const exitCode = body['exitcode'];
  return {
    ok: true,
    envelope: {
      files,
      complete,
      exitCode: typeof exitCode === 'number' && Number.isSafeInteger(exitCode) ? exitCode : null,
      preempting: body['preempting'] === true,
      uploaded: strings(body['uploaded']),
      unusable,
    },
  };
}

/** Offset and lines, or why the part cannot be used. A line that is not text keeps its place as JSON: one bad line loses no other. */
function filePart(part: unknown): { offset: number; lines: string[] } | string {
  if (!isObject(part)) return 'not an object';
  const { offset, content } = part;
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0) return '"offset" is not a line number';
  if (!Array.isArray(content)) return '"content" is not a list';
  if (offset + content.length > LINES_PER_GENERATION) return `a stream has at most ${LINES_PER_GENERATION} lines`;
  const lines: string[] = content;
  for (let index = 0; index < lines.length; index++) if (typeof lines[index] !== 'string') lines[index] = JSON.stringify(lines[index]);
  return { offset, lines };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
