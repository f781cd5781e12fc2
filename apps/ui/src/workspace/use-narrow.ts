import { useSyncExternalStore } from 'react';

/** Below 768 px there is one column, and the sidebar is a sheet. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, narrow);
}

const query = (): MediaQueryList => matchMedia('(max-width: 767px)');
const narrow = (): boolean => query().matches;

function subscribe(listener: () => void): () => void {
  const list = query();
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}
