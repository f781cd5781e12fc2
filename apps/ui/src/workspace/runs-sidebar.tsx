import { Link } from '@tanstack/react-router';
import { Eye, EyeOff, PanelLeftClose, Regex, Table2 } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { WorkspaceDocument } from '@runstead/ui-contract';
import type { RunsView } from '../api/run-table';
import { Button, IconButton } from '../controls/button';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import { SearchField } from '../controls/search-field';
import { Snippet } from '../controls/snippet';
import { formatCount } from '../format/number';
import { firstRunSnippet } from '../home/first-run-snippet';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { Skeleton } from '../states/skeleton';
import { isOnly, onlyThis, shownBy, visualized, withAllEyes, withEye, type Eyes } from './eyes';
import type { GroupHandlers } from './grouping/group-row';
import type { GroupList as Groups } from './grouping/group-list';
import { pinnedFirst, withPin } from './pinned';
import { RunList } from './run-list';
import type { RowHandlers } from './run-row';
import { useRunActions } from './use-run-actions';
import { FilterChips } from './filter/filter-chips';
import { RunsTools } from './runs-tools';
import type { Runs } from './use-runs';
import styles from './workspace.module.css';

const GroupList = lazyPart<Parameters<typeof Groups>[0]>(() => import('./grouping/group-list').then((module) => module.GroupList));

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly runs: Runs;
  readonly view: RunsView;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly regex: boolean;
  readonly onRegex: (regex: boolean) => void;
  readonly document: WorkspaceDocument;
  readonly onChange: (changes: Partial<WorkspaceDocument>) => void;
  /** Absent where the sidebar is a sheet. */
  readonly onCollapse?: (() => void) | undefined;
}

export function RunsSidebar(props: Props) {
  const { entity, project, runs, search, document, onChange } = props;
  const { eyes } = document;
  const actions = useRunActions(entity, project);
  const handlers = useRowHandlers(document, onChange);
  const shown = shownBy(eyes);
  const shownRows = runs.rows.reduce((count, { name }) => count + Number(shown(name)), 0);
  const hiddenRows = runs.rows.length - shownRows;
  const count = visualized(eyes, { total: runs.total, matching: runs.matching, shown: shownRows, hidden: hiddenRows });
  const allShown = hiddenRows === 0;
  const narrowed = (search !== '' || Boolean(document.filter)) && !runs.loading;
  return (
    <>
      <div className={styles.head}>
        <div className={styles.titleRow}>
          <h2>
            Runs {runs.loading ? <Skeleton width="28px" height="12px" /> : <span className="numeric">({formatCount(runs.total)})</span>}
          </h2>
          {runs.loading ? null : (
            <span className={styles.visualized} role="status">
              {narrowed ? `${formatCount(runs.matching)} match · ` : ''}
              {formatCount(count)} visualized
            </span>
          )}
          <Link
            to="/$entity/$project/table"
            params={{ entity, project }}
            search={(last) => ({ q: last.q, nw: last.nw })}
            className={`${controls.icon} ${controls.small}`}
            aria-label="Expand to table"
            title="Expand to table"
          >
            <Table2 size={15} aria-hidden="true" />
          </Link>
          {props.onCollapse ? (
            <IconButton label="Collapse runs sidebar" small onClick={props.onCollapse}>
              <PanelLeftClose size={15} aria-hidden="true" />
            </IconButton>
          ) : null}
        </div>
        <div className={styles.searchRow}>
          <IconButton
            label="Show or hide all runs"
            small
            aria-pressed={allShown ? true : shownRows === 0 ? false : 'mixed'}
            className={styles.allEyes ?? ''}
            onClick={() => onChange({ eyes: withAllEyes(eyes, narrowed ? runs.rows.map(({ name }) => name) : null, !allShown) })}
          >
            {allShown ? <Eye size={14} aria-hidden="true" /> : <EyeOff size={14} aria-hidden="true" />}
          </IconButton>
          <SearchField
            label="Search runs"
            value={search}
            onChange={props.onSearch}
            maxLength={256}
            problem={runs.badPattern ? 'Not a valid pattern' : null}
            className={styles.search ?? ''}
            data-run-search=""
          >
            <IconButton label="Regular expression" small aria-pressed={props.regex} onClick={() => props.onRegex(!props.regex)}>
              <Regex size={13} aria-hidden="true" />
            </IconButton>
          </SearchField>
          <RunsTools entity={entity} project={project} document={document} onChange={onChange} />
        </div>
        <FilterChips filter={document.filter} onFilter={(filter) => onChange({ filter })} />
      </div>
      <Content {...props} eyes={eyes} handlers={handlers} actions={actions} />
    </>
  );
}

interface ContentProps extends Props {
  readonly eyes: Eyes;
  readonly handlers: RowHandlers;
  readonly actions: ReturnType<typeof useRunActions>;
}

const NONE: readonly string[] = [];
const NO_COLOURS: Readonly<Record<string, string>> = {};

function Content({ runs, search, onSearch, document, onChange, ...props }: ContentProps) {
  const groupHandlers = useGroupHandlers(document, onChange);
  const { pinned, baseline } = document;
  const listed = useMemo(() => pinnedFirst(runs.rows, { pinned, baseline }), [runs.rows, pinned, baseline]);
  if (runs.error) return <ErrorRegion text="The runs could not be loaded." error={runs.error} onRetry={runs.retry} />;
  if (runs.loading) return <RowSkeletons />;
  if (runs.total === 0)
    return (
      <EmptyRegion text="No runs yet. Log the first one:">
        <Snippet text={firstRunSnippet(props.entity, props.project)} />
      </EmptyRegion>
    );
  if (runs.rows.length === 0)
    return (
      <EmptyRegion text={search === '' ? 'No runs match the filter' : `No runs match "${search}"`}>
        {search === '' ? null : <Button onClick={() => onSearch('')}>Clear search</Button>}
        {document.filter ? <Button onClick={() => onChange({ filter: undefined })}>Clear filter</Button> : null}
      </EmptyRegion>
    );
  if (document.groupBy)
    return (
      <GroupList
        entity={props.entity}
        project={props.project}
        view={props.view}
        groupBy={document.groupBy}
        eyes={props.eyes}
        colours={document.colours}
        hiddenGroups={document.hiddenGroups ?? NONE}
        groupColours={document.groupColours ?? NO_COLOURS}
        columns={fittingColumns(document)}
        onSort={(sort) => onChange({ sort })}
        handlers={props.handlers}
        groupHandlers={groupHandlers}
        actions={props.actions}
      />
    );
  return (
    <RunList
      entity={props.entity}
      project={props.project}
      rows={listed.rows}
      pinned={listed.pinned}
      baseline={document.baseline}
      matching={runs.matching}
      eyes={props.eyes}
      colours={document.colours}
      columns={fittingColumns(document)}
      sort={document.sort}
      onSort={(sort) => onChange({ sort })}
      handlers={props.handlers}
      actions={props.actions}
      hasMore={runs.hasMore}
      onMore={runs.loadMore}
    />
  );
}

const NAME_WIDTH = 190;
const COLUMN_WIDTH = 76;

/** As many of the chosen columns as leave the name readable; the others show when the sidebar grows. */
function fittingColumns({ columns = [], sidebarWidth }: WorkspaceDocument): readonly string[] {
  return columns.slice(0, Math.max(1, Math.floor((sidebarWidth - NAME_WIDTH) / COLUMN_WIDTH)));
}

function RowSkeletons() {
  return (
    <div className={styles.skeletons} data-state="loading" aria-busy="true">
      {Array.from({ length: 14 }, (_, i) => (
        <Skeleton key={i} width={`${56 + ((i * 29) % 36)}%`} height="12px" />
      ))}
    </div>
  );
}

/** Stable for the life of the sidebar: a row draws again only when something of its own changed. */
function useRowHandlers(document: WorkspaceDocument, onChange: (changes: Partial<WorkspaceDocument>) => void): RowHandlers {
  const current = useRef({ document, onChange });
  current.current = { document, onChange };
  const before = useRef<Eyes>({ shown: true, exceptions: [] });
  return useMemo(
    () => ({
      setEye: (run, shown) => {
        const { document: now, onChange: change } = current.current;
        change({ eyes: withEye(now.eyes, run, shown) });
      },
      toggleOnly: (run) => {
        const { document: now, onChange: change } = current.current;
        if (isOnly(now.eyes, run)) change({ eyes: before.current });
        else {
          before.current = now.eyes;
          change({ eyes: onlyThis(run) });
        }
      },
      setColour: (run, colour) => {
        const { document: now, onChange: change } = current.current;
        const { [run]: _before, ...others } = now.colours;
        change({ colours: colour ? { ...others, [run]: colour } : others });
      },
      setPinned: (run, pinned) => {
        const { document: now, onChange: change } = current.current;
        change(withPin(now, run, pinned));
      },
      setBaseline: (run) => current.current.onChange({ baseline: run ?? undefined }),
    }),
    [],
  );
}

function useGroupHandlers(
  document: WorkspaceDocument,
  onChange: (changes: Partial<WorkspaceDocument>) => void,
): Omit<GroupHandlers, 'toggle'> {
  const current = useRef({ document, onChange });
  current.current = { document, onChange };
  return useMemo(
    () => ({
      setEye: (id, shown) => {
        const { document: now, onChange: change } = current.current;
        const others = (now.hiddenGroups ?? []).filter((hidden) => hidden !== id);
        change({ hiddenGroups: shown ? others : [...others, id] });
      },
      setColour: (id, colour) => {
        const { document: now, onChange: change } = current.current;
        const { [id]: _before, ...others } = now.groupColours ?? {};
        change({ groupColours: colour ? { ...others, [id]: colour } : others });
      },
    }),
    [],
  );
}
