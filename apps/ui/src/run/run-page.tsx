import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { statusOf } from '../api/answer';
import { useLiveTopic } from '../api/live';
import { runQuery, type RunAddress } from '../api/runs';
import { ErrorBoundary } from '../states/error-boundary';
import { ErrorRegion } from '../states/error-region';
import { NotFoundScreen } from '../states/not-found-screen';
import { ChartsTab } from './charts/charts-tab';
import { RunHeader } from './header/run-header';
import { RunHeaderSkeleton } from './header/run-header-skeleton';
import { RunTabList } from './header/run-tab-list';
import { OverviewTab } from './overview/overview-tab';
import { type RunTab, RUN_TABS, tabOfPath } from './run-tabs';
import type { RunView } from './run-view';
import styles from './run.module.css';
import { TabSkeleton } from './tab-skeleton';

const LogsTab = lazy(() => import('./logs/logs-tab'));
const SystemTab = lazy(() => import('./system/system-tab'));
const ModelTab = lazy(() => import('./model/model-tab'));
const FilesTab = lazy(() => import('./files/files-tab'));
const ArtifactsTab = lazy(() => import('./artifacts/artifacts-tab'));

/** A run: its header, and one of seven tabs, each with its own address. */
export function RunPage() {
  const { entity = '', project = '', run = '', tab, _splat } = useParams({ strict: false });
  const at: RunAddress = { entity, project, run };
  useLiveTopic(entity, project, run);
  const { data, error, refetch } = useQuery(runQuery(at));
  const current = tabOfPath(tab, _splat !== undefined);
  if (current === null || statusOf(error) === 404 || statusOf(error) === 403) return <NotFoundScreen />;
  if (!data && error)
    return <ErrorRegion text="This run could not be loaded. Nothing was lost." error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.page}>
      {data ? <RunHeader at={at} run={data} /> : <RunHeaderSkeleton />}
      <RunTabList at={at} current={current} />
      <div
        key={`${entity}/${project}/${run}/${current}`}
        className={styles.panel}
        data-tab={current || 'charts'}
        role="tabpanel"
        id="run-tab-panel"
        aria-labelledby={`run-tab-${current || 'charts'}`}
      >
        <ErrorBoundary text={`The ${RUN_TABS.find((t) => t.path === current)?.label} tab ran into a problem`}>
          <Suspense fallback={<TabSkeleton />}>
            {data ? <TabContent at={at} run={data} tab={current} file={_splat ?? ''} /> : <TabSkeleton />}
          </Suspense>
        </ErrorBoundary>
      </div>
    </div>
  );
}

function TabContent({ tab, file, ...view }: RunView & { readonly tab: RunTab; readonly file: string }) {
  switch (tab) {
    case '':
      return <ChartsTab {...view} />;
    case 'overview':
      return <OverviewTab {...view} />;
    case 'logs':
      return <LogsTab {...view} />;
    case 'system':
      return <SystemTab {...view} />;
    case 'model':
      return <ModelTab {...view} />;
    case 'files':
      return <FilesTab {...view} path={file} />;
    case 'artifacts':
      return <ArtifactsTab at={view.at} />;
  }
}
