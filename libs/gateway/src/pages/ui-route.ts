import { RESERVED_NAMES } from '@runstead/ui-contract';

/** What a path of the browser's address bar shows (UI 1). Names are decoded once. */
export type UiRoute =
  | { readonly kind: 'screen'; readonly name: string }
  | { readonly kind: 'entity'; readonly entity: string }
  | { readonly kind: 'project'; readonly entity: string; readonly project: string }
  | { readonly kind: 'run'; readonly entity: string; readonly project: string; readonly run: string }
  /** Below an entity, but no screen. */
  | { readonly kind: 'nothing' };

const SCREENS = new Set(['home', 'login', 'signup', 'logout', 'authorize', 'settings', 'search', 'admin']);
const PROJECT_TABS = new Set(['workspace', 'overview', 'table', 'sweeps', 'reports', 'artifacts']);
/** Tabs that have something below them: a sweep, a report, an artifact and its versions. */
const DEEP_TABS = new Set(['sweeps', 'reports', 'artifacts', 'groups']);
const RUN_TABS = new Set(['workspace', 'overview', 'system', 'model', 'logs', 'files', 'artifacts']);

/** As accounts name them; also what keeps `\\` and other tricks out of redirects. */
const ENTITY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** Null for a path that is not the web application's: other parts of the server own it, or nobody does. */
export function uiRoute(path: string): UiRoute | null {
  const segments = decodedSegments(path);
  if (!segments) return null;
  const [first = '', project, tab, ...rest] = segments;
  if (SCREENS.has(first)) return segments.length === 1 ? { kind: 'screen', name: first } : null;
  if (RESERVED_NAMES.has(first) || /^[_.]/.test(first) || first === '' || path === '/index.html') return null;
  if (!ENTITY.test(first)) return { kind: 'nothing' };
  if (project === undefined || (project === 'projects' && tab === undefined)) return { kind: 'entity', entity: first };
  if (tab === undefined || (PROJECT_TABS.has(tab) && rest.length === 0) || (DEEP_TABS.has(tab) && rest.length > 0))
    return { kind: 'project', entity: first, project };
  if (tab !== 'runs') return { kind: 'nothing' };
  const [run, runTab, ...deeper] = rest;
  const known = runTab === undefined || (RUN_TABS.has(runTab) && (deeper.length === 0 || runTab === 'files'));
  return run !== undefined && known ? { kind: 'run', entity: first, project, run } : { kind: 'nothing' };
}

/** Null when a segment is empty or its percent-encoding is broken. */
function decodedSegments(path: string): string[] | null {
  const segments = path.split('/').slice(1);
  try {
    const decoded = segments.map((segment) => decodeURIComponent(segment));
    return decoded.length > 0 && decoded.every((segment) => segment !== '') ? decoded : null;
  } catch {
    return null;
  }
}
