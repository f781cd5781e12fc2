import type { CustomChart } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { visibleText } from '../../format/visible-text';
import { VegaChart } from '../../panels/kinds/vega-chart';
import { PanelSectionView } from '../../panels/panel-section';
import type { PanelSettings } from '../../panels/panel-types';
import panels from '../../panels/panels.module.css';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { Skeleton } from '../../states/skeleton';
import { fileTextQuery } from '../files/files-api';
import { mediaItems, valueUnder } from '../media/media-value';
import media from '../media/media.module.css';
import { readTable } from '../media/table/table-file';
import type { RunView } from '../run-view';
import { presetSpec } from './preset-specs';

interface Props extends RunView {
  readonly charts: readonly CustomChart[];
  readonly settings: PanelSettings;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
}

const NAME = 'Custom charts';

/** What `wandb.plot.*` drew: each with the newest table of its key. */
export default function CustomCharts({ charts, settings, onSettings, ...view }: Props) {
  const closed = settings.closedSections.includes(NAME);
  return (
    <div className={media.sections}>
      <PanelSectionView
        name={NAME}
        count={charts.length}
        open={!closed}
        onToggle={() =>
          onSettings({
            closedSections: closed ? settings.closedSections.filter((name) => name !== NAME) : [...settings.closedSections, NAME],
          })
        }
      >
        {charts.map((chart) => (
          <Chart key={chart.key} {...view} chart={chart} />
        ))}
      </PanelSectionView>
    </div>
  );
}

function Chart({ at, run, chart }: RunView & { readonly chart: CustomChart }) {
  const value = chart.tableKey === null ? null : valueUnder(run.summary, chart.tableKey);
  const path = typeof value === 'object' && value !== null ? (mediaItems(value as Record<string, unknown>)[0]?.path ?? null) : null;
  const spec = useMemo(() => presetSpec(chart), [chart]);
  const file = useQuery({ ...fileTextQuery(at, path ?? '', 0), enabled: path !== null && spec !== null });
  const data = useMemo(() => {
    const table = file.data === undefined ? null : readTable(file.data);
    const rows = table?.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i]])));
    return rows && { table: rows };
  }, [file.data]);
  const [problem, setProblem] = useState<string | null>(null);
  const title = chart.texts['title'] || chart.key;
  const why =
    spec === null
      ? `No built-in chart is called ${chart.definition ?? chart.panelType}`
      : path === null
        ? 'Its table was not logged'
        : problem;
  return (
    <div className={panels.slot}>
      <div
        className={panels.panel}
        role="group"
        aria-label={title}
        data-testid="panel"
        data-key={chart.key}
        data-kind="custom"
        data-state={why ? 'empty' : file.error ? 'error' : data ? 'ready' : 'loading'}
      >
        <div className={panels.panelHead}>
          <h3 title={visibleText(chart.key)}>
            <bdi>{visibleText(title)}</bdi>
          </h3>
        </div>
        <div className={panels.plotArea}>
          {why ? (
            <EmptyRegion text={why} />
          ) : file.error ? (
            <ErrorRegion text="The table of this chart could not be loaded" error={file.error} onRetry={() => void file.refetch()} />
          ) : data && spec ? (
            <VegaChart spec={spec} data={data} onProblem={setProblem} />
          ) : (
            <Skeleton height="100%" />
          )}
        </div>
      </div>
    </div>
  );
}
