import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { runKeysQuery } from '../../api/runs';
import { PanelArea } from '../../panels/panel-area';
import { sectionsOfKeys } from '../../panels/sections-of-keys';
import { isLive } from '../../runs/run-state';
import { ConflictNotice } from '../../workspace/conflict-notice';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { drawnRun } from '../drawn-run';
import { mediaKind } from '../media/media-value';
import type { RunView } from '../run-view';
import { TabSkeleton } from '../tab-skeleton';
import { usePanelLayout } from '../use-panel-layout';
import { useChosenColour } from '../use-run-colour';
import { LatestValues } from './latest-values';

const CustomCharts = lazy(() => import('../custom-charts/custom-charts'));
const MediaSections = lazy(() => import('../media/media-section'));

/** A live panel for every metric of the run, and its media by step. */
export function ChartsTab({ at, run }: RunView) {
  const { data, error, refetch } = useQuery(runKeysQuery(at));
  const colour = useChosenColour(at);
  const { settings, change, conflict } = usePanelLayout(at);
  const keys = data?.keys;
  const sections = useMemo(() => sectionsOfKeys(keys ?? []), [keys]);
  const numeric = useMemo(() => keys?.filter(({ kind }) => kind === 'number').map(({ key }) => key), [keys]);
  const runs = useMemo(() => [drawnRun(run, colour)], [run, colour]);
  const media = useMemo(
    () =>
      (keys ?? []).flatMap(({ key, kind: type }) => {
        const kind = mediaKind(type);
        return kind === null ? [] : [{ key, kind, type }];
      }),
    [keys],
  );
  if (!data && error)
    return <ErrorRegion text="The metrics of this run could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  const emptyText = isLive(run.state) ? 'This run has logged no metrics yet.' : 'This run logged no metrics.';
  const charts = run.charts ?? [];
  if (sections.length === 0 && media.length === 0 && charts.length === 0) return <EmptyRegion text={emptyText} />;
  return (
    <>
      {conflict ? <ConflictNotice onNewer={conflict.loadNewer} onMine={conflict.keepMine} /> : null}
      <LatestValues summary={run.summary} />
      {/* A block of its own, or the panels would fill the window and push the media out of sight. */}
      {sections.length > 0 ? (
        <div>
          <PanelArea
            entity={at.entity}
            project={at.project}
            source="history"
            runs={runs}
            sections={sections}
            settings={settings}
            onSettings={change}
            xKeys={numeric}
            emptyText={emptyText}
          />
        </div>
      ) : null}
      {charts.length > 0 ? (
        <Suspense fallback={null}>
          <CustomCharts at={at} run={run} charts={charts} settings={settings} onSettings={change} />
        </Suspense>
      ) : null}
      {media.length > 0 ? (
        <Suspense fallback={null}>
          <MediaSections at={at} run={run} keys={media} settings={settings} onSettings={change} />
        </Suspense>
      ) : null}
    </>
  );
}
