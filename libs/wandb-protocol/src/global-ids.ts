/**
 * Ids that the client keeps and hands back (protocol, public API 2): base64 of a readable text. Part of the client
 * splits a run's at `:` and takes the third part for the run id, so `:` and `%` inside parts are escaped.
 */
export interface RunName {
  readonly entity: string;
  readonly project: string;
  readonly name: string;
}

export function runGlobalId({ entity, project, name }: RunName): string {
  return encode(['Run', 'v1', name, project, entity]);
}

/** Null for text that is no run's id. */
export function parseRunGlobalId(id: string): RunName | null {
  const [kind, version, name, project, entity, ...rest] = decode(id);
  if (kind !== 'Run' || version !== 'v1' || !name || !project || !entity || rest.length > 0) return null;
  return { entity, project, name };
}

export function projectGlobalId(entity: string, name: string): string {
  return encode(['Project', 'v1', name, entity]);
}

export function fileGlobalId(runId: string, name: string): string {
  return encode(['File', runId, name]);
}

export function parseFileGlobalId(id: string): { runId: string; name: string } | null {
  const [kind, runId, name, ...rest] = decode(id);
  return kind === 'File' && runId && /^\d{1,20}$/.test(runId) && name && rest.length === 0 ? { runId, name } : null;
}

/** `kind` as the client knows it: `User`, `Entity`, `ApiKey`, `ProjectInternalId`, `Sweep`, `Agent`. */
export function plainGlobalId(kind: string, ...values: readonly string[]): string {
  return encode([kind, ...values]);
}

/** The values of an id of that kind; null for any other text. */
export function parsePlainGlobalId(kind: string, id: string): readonly string[] | null {
  const [found, ...values] = decode(id);
  return found === kind ? values : null;
}

function encode(parts: readonly string[]): string {
  const text = parts.map((part) => part.replace(/[%:]/g, (character) => (character === ':' ? '%3A' : '%25'))).join(':');
  return Buffer.from(text, 'utf8').toString('base64');
}

function decode(id: string): string[] {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(id)) return [];
  return Buffer.from(id, 'base64')
    .toString('utf8')
    .split(':')
    .map((part) => part.replace(/%3A/g, ':').replace(/%25/g, '%'));
}
