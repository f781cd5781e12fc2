import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { FolderOpen, Search } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { projectListQuery } from '../api/projects';
import { firstRunsQuery } from '../api/runs';
import { visibleText } from '../format/visible-text';
import { RunStateIcon } from '../runs/run-state-icon';
import { useDebounced } from '../workspace/use-debounced';
import styles from './quick-search.module.css';

const MOST = 6;

interface Hit {
  readonly id: string;
  readonly group: 'Runs' | 'Projects';
  readonly name: string;
  readonly place: string;
  readonly icon: ReactNode;
  readonly path: string;
}

/** Ctrl/⌘+K: projects, and the runs of the project on screen, which come first. */
export function QuickSearch({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const navigate = useNavigate();
  const hits = useHits(useDebounced(text.trim(), 120));
  useEffect(() => setActive(0), [hits.list.length, text]);

  const open = (hit: Hit | undefined, newTab: boolean): void => {
    if (!hit) return;
    if (newTab) window.open(hit.path, '_blank', 'noopener');
    else {
      onClose();
      void navigate({ href: hit.path });
    }
  };
  const pressed = (event: KeyboardEvent): void => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0) {
      event.preventDefault();
      setActive((now) => (now + move + hits.list.length) % Math.max(1, hits.list.length));
    }
    if (event.key === 'Enter') open(hits.list[active], event.ctrlKey || event.metaKey);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      styles={{ body: { padding: 0 } }}
      size={560}
      yOffset="12vh"
      title={null}
      aria-label="Search"
      transitionProps={{ duration: 120 }}
    >
      <div className={styles.field}>
        <Search size={16} aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded={hits.list.length > 0}
          aria-controls={listId}
          aria-activedescendant={hits.list[active] ? `${listId}-${active}` : undefined}
          aria-label="Search projects and runs"
          placeholder="Search projects and runs"
          data-autofocus=""
          spellCheck={false}
          autoComplete="off"
          maxLength={256}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={pressed}
        />
      </div>
      <div id={listId} role="listbox" aria-label="Results" className={styles.hits}>
        {hits.list.map((hit, i) => (
          <div key={hit.id}>
            {hits.list[i - 1]?.group === hit.group ? null : <p className={styles.group}>{hit.group}</p>}
            <div
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === active}
              className={styles.hit}
              onMouseMove={() => setActive(i)}
              onClick={(event) => open(hit, event.ctrlKey || event.metaKey)}
            >
              {hit.icon}
              <bdi>{visibleText(hit.name)}</bdi>
              <small>{visibleText(hit.place)}</small>
            </div>
          </div>
        ))}
      </div>
      {hits.settled && hits.list.length === 0 && text.trim() !== '' ? (
        <p className={styles.none}>{`No match for "${text.trim()}"`}</p>
      ) : null}
    </Modal>
  );
}

function useHits(search: string): { list: readonly Hit[]; settled: boolean } {
  const { entity, project } = useParams({ strict: false });
  const inside = Boolean(entity && project);
  const projects = useQuery(projectListQuery({ search, sort: 'lastActivity', descending: true, page: 0 }));
  const runs = useQuery({ ...firstRunsQuery(entity ?? '', project ?? '', search), enabled: inside });
  const path = (...segments: string[]): string => `/${segments.map(encodeURIComponent).join('/')}`;
  const list: Hit[] = [];
  if (inside && search !== '')
    for (const run of runs.data?.runs.slice(0, MOST) ?? [])
      list.push({
        id: `run ${run.name}`,
        group: 'Runs',
        name: run.displayName,
        place: project ?? '',
        icon: <RunStateIcon state={run.state} />,
        path: path(entity ?? '', project ?? '', 'runs', run.name),
      });
  for (const found of projects.data?.projects.slice(0, MOST) ?? [])
    list.push({
      id: `project ${found.id}`,
      group: 'Projects',
      name: found.name,
      place: found.entity,
      icon: <FolderOpen size={14} aria-hidden="true" />,
      path: path(found.entity, found.name),
    });
  return { list, settled: !projects.isFetching && !runs.isFetching };
}
