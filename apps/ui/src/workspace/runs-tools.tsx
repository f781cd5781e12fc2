import type { WorkspaceDocument } from '@runstead/ui-contract';
import { ArrowDownUp, Columns3, Group, ListFilter } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../controls/button';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import type { ColumnsPopover as Columns } from './columns-popover';
import type { FilterPopover as Filter } from './filter/filter-popover';
import { countConditions } from './filter/filter-rows';
import type { GroupPopover as Grouping } from './grouping/group-popover';
import type { SortPopover as Sort } from './sort-popover';
import styles from './workspace.module.css';

const FilterPopover = lazyPart<Parameters<typeof Filter>[0]>(() =>
  import('./filter/filter-popover').then((module) => module.FilterPopover),
);
const GroupPopover = lazyPart<Parameters<typeof Grouping>[0]>(() =>
  import('./grouping/group-popover').then((module) => module.GroupPopover),
);
const SortPopover = lazyPart<Parameters<typeof Sort>[0]>(() => import('./sort-popover').then((module) => module.SortPopover));
const ColumnsPopover = lazyPart<Parameters<typeof Columns>[0]>(() => import('./columns-popover').then((module) => module.ColumnsPopover));

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly document: WorkspaceDocument;
  readonly onChange: (changes: Partial<WorkspaceDocument>) => void;
  /** What `Columns` is about: the pinned ones unless the table says otherwise. */
  readonly columns?: { readonly listed: readonly string[]; readonly onColumns: (columns: string[] | undefined) => void } | undefined;
}

/** Filter, sort and columns: one set a view, shared by sidebar, table and panels. */
export function RunsTools({ entity, project, document, onChange, columns }: Props) {
  const { filter, sort, groupBy = [] } = document;
  const { listed, onColumns } = columns ?? {
    listed: document.columns ?? [],
    onColumns: (next: string[] | undefined) => onChange({ columns: next }),
  };
  return (
    <>
      <Tool label="Filter" icon={<ListFilter size={15} aria-hidden="true" />} badge={countConditions(filter)}>
        {(onClose) => (
          <FilterPopover
            entity={entity}
            project={project}
            filter={filter}
            onFilter={(next) => onChange({ filter: next })}
            onClose={onClose}
          />
        )}
      </Tool>
      <Tool label="Group" icon={<Group size={15} aria-hidden="true" />} badge={groupBy.length}>
        {(onClose) => (
          <GroupPopover
            entity={entity}
            project={project}
            groupBy={groupBy}
            onGroupBy={(next) => onChange({ groupBy: next, hiddenGroups: undefined })}
            onClose={onClose}
          />
        )}
      </Tool>
      <Tool label="Sort" icon={<ArrowDownUp size={15} aria-hidden="true" />} badge={sort ? 1 : 0}>
        {(onClose) => (
          <SortPopover entity={entity} project={project} sort={sort} onSort={(next) => onChange({ sort: next })} onClose={onClose} />
        )}
      </Tool>
      <Tool label="Columns" icon={<Columns3 size={15} aria-hidden="true" />} badge={columns ? 0 : listed.length}>
        {(onClose) => <ColumnsPopover entity={entity} project={project} columns={listed} onColumns={onColumns} onClose={onClose} />}
      </Tool>
    </>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** What is set; none at 0. */
  readonly badge: number;
  readonly children: (onClose: () => void) => ReactNode;
}

function Tool({ label, icon, badge, children }: ToolProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <span className={controls.anchored}>
      <IconButton
        ref={button}
        label={label}
        className={styles.tool ?? ''}
        data-set={badge > 0 || undefined}
        aria-description={badge > 0 ? `${badge} set` : undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {icon}
        {badge > 0 ? (
          <span className={styles.badge} aria-hidden="true">
            {badge}
          </span>
        ) : null}
      </IconButton>
      {open
        ? children(() => {
            setOpen(false);
            button.current?.focus();
          })
        : null}
    </span>
  );
}
