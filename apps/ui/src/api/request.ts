import { CSRF_HEADER, problemSchema, type Problem } from '@runstead/ui-contract';
import { config, type ZodType } from 'zod';
import type { Answer } from './answer';

// The content security policy forbids `Function`; without this zod would try it and cause a report.
config({ jitless: true });

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** `/api/v1/…` with each segment percent-encoded once. */
export function apiPath(...segments: string[]): string {
  return `/api/v1/${segments.map(encodeURIComponent).join('/')}`;
}

/** `?a=1&b=2`, without what is undefined or empty. */
export function queryText(values: Record<string, string | number | boolean | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** JSON answer checked against `schema`. Never throws but for an abort. */
export async function requestJson<T>(schema: ZodType<T>, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const sent = await send(path, options, 'application/json');
  if (!sent.ok) return sent;
  const text = await sent.value.text();
  const body: unknown = text === '' ? null : parse(text);
  const checked = schema.safeParse(body);
  if (checked.success) return { ok: true, value: checked.data };
  return { ok: false, problem: problem(sent.value, 'The answer has an unexpected shape', checked.error.issues[0]?.message ?? '') };
}

/** Bytes as they came. */
export async function requestBytes(path: string, options: RequestOptions = {}): Promise<Answer<ArrayBuffer>> {
  const sent = await send(path, options, 'application/octet-stream');
  return sent.ok ? { ok: true, value: await sent.value.arrayBuffer() } : sent;
}

/** For calls whose answer does not matter beyond success. */
export async function requestNothing(path: string, options: RequestOptions): Promise<Answer<null>> {
  const sent = await send(path, options, 'application/json');
  return sent.ok ? { ok: true, value: null } : sent;
}

async function send(path: string, options: RequestOptions, accept: string): Promise<Answer<Response>> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { accept: `${accept}, application/problem+json` };
  if (method !== 'GET') headers[CSRF_HEADER] = '1';
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  try {
    const response = await fetch(path, init);
    if (response.ok) return { ok: true, value: response };
    const told = problemSchema.safeParse(parse(await response.text()));
    return { ok: false, problem: told.success ? told.data : problem(response, response.statusText || 'The server refused', '') };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return { ok: false, problem: { type: 'about:blank', title: 'The server cannot be reached', status: 0, detail: '', requestId: '' } };
  }
}

function problem(response: Response, title: string, detail: string): Problem {
  return { type: 'about:blank', title, status: response.status, detail, requestId: response.headers.get('x-request-id') ?? '' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
