import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { runKeysQuery } from '../../api/runs';
import { PanelArea } from '../../panels/panel-area';
import { sectionsOfKeys } from '../../panels/sections-of-keys';
import { isLive } from '../../runs/run-state';
import { ConflictNotice } from '../../workspace/conflict-notice';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { drawnRun } from '../drawn-run';
import { MediaSection } from '../media/media-section';
import { mediaOfSummary } from '../media/media-of-summary';
import type { RunView } from '../run-view';
import { TabSkeleton } from '../tab-skeleton';
import { usePanelLayout } from '../use-panel-layout';
import { useChosenColour } from '../use-run-colour';
import { LatestValues } from './latest-values';

/** A live panel for every metric of the run, and its newest media. */
export function ChartsTab({ at, run }: RunView) {
  const { data, error, refetch } = useQuery(runKeysQuery(at));
  const colour = useChosenColour(at);
  const { settings, change, conflict } = usePanelLayout(at);
  const keys = data?.keys;
  const sections = useMemo(() => sectionsOfKeys(keys ?? []), [keys]);
  const numeric = useMemo(() => keys?.filter(({ kind }) => kind === 'number').map(({ key }) => key), [keys]);
  const runs = useMemo(() => [drawnRun(run, colour)], [run, colour]);
  const media = useMemo(() => mediaOfSummary(run.summary), [run.summary]);
  if (!data && error)
    return <ErrorRegion text="The metrics of this run could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  const emptyText = isLive(run.state) ? 'This run has logged no metrics yet.' : 'This run logged no metrics.';
  if (sections.length === 0 && media.length === 0) return <EmptyRegion text={emptyText} />;
  return (
    <>
      {conflict ? <ConflictNotice onNewer={conflict.loadNewer} onMine={conflict.keepMine} /> : null}
      <LatestValues summary={run.summary} />
      {sections.length > 0 ? (
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
      ) : null}
      {media.length > 0 ? <MediaSection at={at} media={media} /> : null}
    </>
  );
}
