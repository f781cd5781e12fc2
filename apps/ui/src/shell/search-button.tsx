import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import styles from './shell.module.css';

const QuickSearch = lazy(() => import('./quick-search').then(({ QuickSearch: component }) => ({ default: component })));

const isMac = (): boolean => navigator.platform.startsWith('Mac');

export function SearchButton() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
  return (
    <>
      <button type="button" className={styles.search} aria-label="Search" onClick={() => setOpen(true)}>
        <Search size={14} aria-hidden="true" />
        <span>Search</span>
        <kbd>{isMac() ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      {open ? (
        <Suspense>
          <QuickSearch onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
