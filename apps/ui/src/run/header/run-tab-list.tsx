import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { RunAddress } from '../../api/runs';
import { RUN_TABS, type RunTab } from '../run-tabs';
import styles from './header.module.css';

const target = (at: RunAddress, path: RunTab) =>
  path === ''
    ? ({ to: '/$entity/$project/runs/$run', params: at } as const)
    : ({ to: '/$entity/$project/runs/$run/$tab', params: { ...at, tab: path } } as const);

/** Tabs with an address each. Arrow keys move between them, as in any tab list. */
export function RunTabList({ at, current }: { readonly at: RunAddress; readonly current: RunTab }) {
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const move = (event: KeyboardEvent): void => {
    const here = RUN_TABS.findIndex((tab) => tab.path === current);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: RUN_TABS.length - 1 }[event.key];
    const tab = to === undefined ? undefined : RUN_TABS[(to + RUN_TABS.length) % RUN_TABS.length];
    if (!tab) return;
    event.preventDefault();
    void navigate(target(at, tab.path)).then(() => document.getElementById(tabId(tab.path))?.focus());
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label="Run" ref={list} onKeyDown={move}>
      {RUN_TABS.map(({ path, label }) => (
        <Link
          key={path}
          {...target(at, path)}
          id={tabId(path)}
          role="tab"
          aria-selected={path === current}
          aria-controls={path === current ? 'run-tab-panel' : undefined}
          aria-current={undefined}
          tabIndex={path === current ? 0 : -1}
          className={styles.tab}
          data-label={label}
        >
          {label}
        </Link>
      ))}
    </div>
  );
}

const tabId = (path: RunTab): string => `run-tab-${path || 'charts'}`;
