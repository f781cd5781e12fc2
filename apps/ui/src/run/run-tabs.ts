/** The tabs of a run page in their order (UI 10); `path` is the part of the address after the run. */
export const RUN_TABS = [
  { path: '', label: 'Charts' },
  { path: 'overview', label: 'Overview' },
  { path: 'logs', label: 'Logs' },
  { path: 'system', label: 'System' },
  { path: 'model', label: 'Model' },
  { path: 'files', label: 'Files' },
  { path: 'artifacts', label: 'Artifacts' },
] as const;

export type RunTab = (typeof RUN_TABS)[number]['path'];

/** The tab of an address; `workspace` is another name for the first, null is none of them. */
export function tabOfPath(path: string | undefined, insideFiles: boolean): RunTab | null {
  if (insideFiles) return 'files';
  if (path === undefined || path === 'workspace') return '';
  return RUN_TABS.find((tab) => tab.path === path && tab.path !== '')?.path ?? null;
}
