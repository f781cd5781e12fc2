import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useState } from 'react';
import { statusOf } from '../api/answer';
import { SWEEPS_PER_PAGE, sweepListQuery } from '../api/sweeps';
import { Button, IconButton } from '../controls/button';
import { lazyPart } from '../controls/lazy-part';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import { useDocumentTitle } from '../shell/document-title';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { NotFoundScreen } from '../states/not-found-screen';
import { Skeleton } from '../states/skeleton';
import type { NewSweepDialog as Dialog } from './new-sweep-dialog';
import { SweepTable } from './sweep-table';
import styles from './sweeps.module.css';

const NewSweepDialog = lazyPart<Parameters<typeof Dialog>[0]>(() => import('./new-sweep-dialog').then((module) => module.NewSweepDialog));

/** The sweeps of a project, newest first (UI 16). */
export function SweepListPage() {
  const { entity = '', project = '' } = useParams({ strict: false });
  useDocumentTitle(`Sweeps · ${project}`);
  const [page, setPage] = useState(0);
  const [creating, setCreating] = useState(false);
  const { data, error, isPending, refetch } = useQuery(sweepListQuery(entity, project, page));
  const status = statusOf(error);
  if (status === 404 || status === 403) return <NotFoundScreen />;
  const total = data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / SWEEPS_PER_PAGE));
  return (
    <div className={styles.page}>
      <div className={styles.heading}>
        <h1>Sweeps</h1>
        <span className={styles.muted} role="status">
          {data ? formatCount(total) : ''}
        </span>
        <Button look="primary" className={styles.end ?? ''} onClick={() => setCreating(true)}>
          <Plus size={14} aria-hidden="true" /> New sweep
        </Button>
      </div>
      <div className={styles.surface} data-state={isPending ? 'loading' : data ? (total === 0 ? 'empty' : 'ready') : 'error'}>
        {isPending ? <Skeleton height="120px" /> : null}
        {error && !data ? <ErrorRegion text="The sweeps could not be loaded." error={error} onRetry={() => void refetch()} /> : null}
        {data && total === 0 ? (
          <EmptyRegion text={`No sweeps in ${visibleText(project)} yet. A sweep tries many configurations and keeps what each reached.`}>
            <Button onClick={() => setCreating(true)}>New sweep</Button>
          </EmptyRegion>
        ) : null}
        {data && total > 0 ? <SweepTable entity={entity} project={project} sweeps={data.sweeps} /> : null}
      </div>
      {pages > 1 ? (
        <nav className={styles.pager} aria-label="Pages">
          <IconButton label="Previous page" disabled={page === 0} onClick={() => setPage(page - 1)}>
            <ChevronLeft size={16} aria-hidden="true" />
          </IconButton>
          <span>
            Page {page + 1} of {pages}
          </span>
          <IconButton label="Next page" disabled={page >= pages - 1} onClick={() => setPage(page + 1)}>
            <ChevronRight size={16} aria-hidden="true" />
          </IconButton>
        </nav>
      ) : null}
      {creating ? <NewSweepDialog entity={entity} project={project} onClose={() => setCreating(false)} /> : null}
    </div>
  );
}
