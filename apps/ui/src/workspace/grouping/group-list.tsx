import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { RunsView, SortKey } from '../../api/run-table';
import { formatCount } from '../../format/number';
import { runColour } from '../../runs/run-look';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { Skeleton } from '../../states/skeleton';
import { useScheme } from '../../theme/color-scheme';
import { isOnly, shownBy, type Eyes } from '../eyes';
import { ListHead } from '../list-head';
import { RunRowView, type RowHandlers } from '../run-row';
import type { RunActions } from '../use-run-actions';
import workspace from '../workspace.module.css';
import { GroupRow, type GroupHandlers } from './group-row';
import styles from './grouping.module.css';
import { nextPageSize, useGroupTree, type TreeRow } from './use-group-tree';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly view: RunsView;
  readonly groupBy: readonly string[];
  readonly eyes: Eyes;
  readonly colours: Readonly<Record<string, string>>;
  readonly hiddenGroups: readonly string[];
  readonly groupColours: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly onSort: (sort: SortKey[] | undefined) => void;
  readonly handlers: RowHandlers;
  readonly groupHandlers: Omit<GroupHandlers, 'toggle'>;
  readonly actions: RunActions;
}

/** The runs as a tree of groups; only the rows in sight are in the page. */
export function GroupList(props: Props) {
  const { view, columns, eyes } = props;
  const tree = useGroupTree(props);
  const scheme = useScheme();
  const scroller = useRef<HTMLDivElement>(null);
  const [height] = useState(() => (matchMedia('(pointer: coarse)').matches ? 40 : 28));
  const { rows } = tree;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  if (tree.error) return <ErrorRegion text="The groups could not be loaded." error={tree.error} onRetry={tree.retry} />;
  if (!tree.loading && rows.length === 0) return <EmptyRegion text="No runs match" />;
  const shown = shownBy(eyes);
  const hidden = new Set(props.hiddenGroups);
  const groupHandlers = { ...props.groupHandlers, toggle: tree.toggle };
  const row = (at: TreeRow, start: number, index: number) => {
    if (at.kind === 'group')
      return (
        <GroupRow
          key={at.id}
          row={at}
          columns={columns}
          colour={runColour(at.group.first.ordinal, props.groupColours[at.id], scheme)}
          shown={!hidden.has(at.id)}
          top={start}
          handlers={groupHandlers}
        />
      );
    if (at.kind === 'run')
      return (
        <RunRowView
          key={at.id}
          top={start}
          indent={at.depth}
          entity={props.entity}
          project={props.project}
          run={at.run}
          columns={columns}
          colour={runColour(at.run.ordinal, props.colours[at.run.name], scheme)}
          shown={shown(at.run.name)}
          only={isOnly(eyes, at.run.name)}
          position={index + 1}
          count={rows.length}
          handlers={props.handlers}
          actions={props.actions}
        />
      );
    return (
      <li key={at.id} className={workspace.row} style={{ translate: `0 ${start}px`, paddingLeft: 36 + at.depth * 16 }}>
        {at.kind === 'loading' ? (
          <Skeleton width="60%" height="12px" />
        ) : (
          <button type="button" className={styles.more} onClick={() => tree.showMore(at.inGroup)}>
            Show {nextPageSize(at.left)} more of {formatCount(at.left)}
          </button>
        )}
      </li>
    );
  };
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const current = (event.target as Element).closest('li');
    if (by === 0 || !current || (event.target as Element).matches('input')) return;
    event.preventDefault();
    const items = [...(scroller.current?.querySelectorAll<HTMLElement>('li') ?? [])].sort((a, b) => topOf(a) - topOf(b));
    items[items.indexOf(current) + by]?.querySelector<HTMLElement>('[aria-expanded]:not([aria-label^="Colour"]), a')?.focus();
  };
  return (
    <div className={workspace.listFrame}>
      {columns.length > 0 ? <ListHead columns={columns} sort={view.sort} onSort={props.onSort} /> : null}
      <div ref={scroller} className={workspace.list} data-state={tree.loading ? 'loading' : 'ready'}>
        <ul style={{ height: virtual.getTotalSize() }} aria-label="Groups" onKeyDown={walk}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const at = rows[index];
            return at ? row(at, start, index) : null;
          })}
        </ul>
      </div>
    </div>
  );
}

const topOf = (element: HTMLElement): number => element.getBoundingClientRect().top;
