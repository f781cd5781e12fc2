import { lazyPart } from '../controls/lazy-part';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useState } from 'react';
import { projectListQuery, type ProjectListView } from '../api/projects';
import { Button, IconButton } from '../controls/button';
import { SearchField } from '../controls/search-field';
import { Snippet } from '../controls/snippet';
import { formatCount } from '../format/number';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { Skeleton } from '../states/skeleton';
import { useDebounced } from '../workspace/use-debounced';
import { firstRunSnippet } from './first-run-snippet';
import styles from './home.module.css';
import type { NewProjectDialog as Dialog } from './new-project-dialog';
import { ProjectTable } from './project-table';

const NewProjectDialog = lazyPart<Parameters<typeof Dialog>[0]>(() =>
  import('./new-project-dialog').then((module) => module.NewProjectDialog),
);

const PAGE = 50;
const SEARCH_AFTER_MS = 120;

/** Search, table and pages of the projects of everybody, or of one entity. */
export function ProjectBrowser({ title, entity }: { readonly title: string; readonly entity?: string }) {
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Pick<ProjectListView, 'sort' | 'descending'>>({ sort: 'lastActivity', descending: true });
  const [page, setPage] = useState(0);
  const [creating, setCreating] = useState(false);
  const settled = useDebounced(search.trim(), SEARCH_AFTER_MS);
  const query = useQuery(projectListQuery({ search: settled, entity, ...order, page }));
  const total = query.data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const openFirst = (): void => {
    const first = query.data?.projects[0];
    if (first) void navigate({ to: '/$entity/$project', params: { entity: first.entity, project: first.name } });
  };
  return (
    <section>
      <div className={styles.heading}>
        <h1>{title}</h1>
        <span role="status">{query.data ? `${formatCount(total)}${settled ? ' found' : ''}` : ''}</span>
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus size={14} aria-hidden="true" /> New project
        </Button>
      </div>
      <SearchField
        label="Search projects"
        value={search}
        onChange={(text) => {
          setSearch(text);
          setPage(0);
        }}
        maxLength={256}
        autoFocus
        className={styles.search ?? ''}
        onKeyUp={(event) => {
          if (event.key === 'Enter') openFirst();
        }}
      />
      <div className={styles.surface} data-state={query.isPending ? 'loading' : query.isError ? 'error' : total === 0 ? 'empty' : 'ready'}>
        {query.isPending ? <RowSkeletons /> : null}
        {query.isError && !query.data ? (
          <ErrorRegion text="The projects could not be loaded." error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.data && total === 0 ? <NoProjects search={settled} entity={entity ?? null} onClear={() => setSearch('')} /> : null}
        {query.data && total > 0 ? (
          <ProjectTable
            projects={query.data.projects}
            search={settled}
            {...order}
            onSort={(sort, descending) => {
              setOrder({ sort, descending });
              setPage(0);
            }}
            withEntity={!entity}
          />
        ) : null}
      </div>
      {pages > 1 ? (
        <nav className={styles.pager} aria-label="Pages">
          <IconButton label="Previous page" disabled={page === 0} onClick={() => setPage(page - 1)}>
            <ChevronLeft size={16} aria-hidden="true" />
          </IconButton>
          <span className="numeric">
            {page * PAGE + 1}–{Math.min(total, (page + 1) * PAGE)} of {formatCount(total)}
          </span>
          <IconButton label="Next page" disabled={page >= pages - 1} onClick={() => setPage(page + 1)}>
            <ChevronRight size={16} aria-hidden="true" />
          </IconButton>
        </nav>
      ) : null}
      {creating ? <NewProjectDialog entity={entity ?? null} onClose={() => setCreating(false)} /> : null}
    </section>
  );
}

function NoProjects({
  search,
  entity,
  onClear,
}: {
  readonly search: string;
  readonly entity: string | null;
  readonly onClear: () => void;
}) {
  if (search !== '')
    return (
      <EmptyRegion text={`No project matches "${search}"`}>
        <Button onClick={onClear}>Clear search</Button>
      </EmptyRegion>
    );
  return (
    <div className={styles.empty}>
      <h2>No projects yet</h2>
      <p>A project appears with its first run. Paste these lines into a terminal:</p>
      <Snippet text={firstRunSnippet(entity)} label="Copy these lines" />
    </div>
  );
}

function RowSkeletons() {
  return Array.from({ length: 8 }, (_, i) => (
    <div key={i} className={styles.loadingRow}>
      <Skeleton width={`${40 + ((i * 23) % 45)}%`} height="14px" />
    </div>
  ));
}
