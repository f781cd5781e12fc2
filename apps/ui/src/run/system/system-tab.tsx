import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { runKeysQuery } from '../../api/runs';
import { Button } from '../../controls/button';
import { visibleText } from '../../format/visible-text';
import { PanelArea } from '../../panels/panel-area';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { drawnRun } from '../drawn-run';
import type { RunView } from '../run-view';
import { SelectField } from '../../controls/select-field';
import { TabSkeleton } from '../tab-skeleton';
import { useChosenColour } from '../use-run-colour';
import { hasCounters, panelSections } from './panel-sections';
import { nodesOf, systemSections } from './system-panels';
import { useSystemSettings } from './use-system-settings';

const EMPTY = 'This run recorded no system metrics.';

/** What the machine did: a panel a measurement, a line a device. */
export default function SystemTab({ at, run }: RunView) {
  const { data, error, refetch } = useQuery(runKeysQuery(at, 'system'));
  const colour = useChosenColour(at);
  const [settings, setSettings] = useSystemSettings(at);
  const [perSecond, setPerSecond] = useState(false);
  const [node, setNode] = useState('');
  const families = useMemo(() => systemSections(data?.keys.map(({ key }) => key) ?? []), [data]);
  const sections = useMemo(() => panelSections(families, node, perSecond), [families, node, perSecond]);
  const runs = useMemo(() => [drawnRun(run, colour)], [run, colour]);
  if (!data && error) return <ErrorRegion text="The system metrics could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  if (families.length === 0) return <EmptyRegion text={EMPTY} />;
  const nodes = nodesOf(families);
  return (
    <PanelArea
      entity={at.entity}
      project={at.project}
      source="system"
      runs={runs}
      sections={sections}
      settings={settings}
      onSettings={setSettings}
      emptyText={EMPTY}
    >
      {hasCounters(families) ? (
        <Button aria-pressed={perSecond} title="Disk and network as change per second" onClick={() => setPerSecond(!perSecond)}>
          Per second
        </Button>
      ) : null}
      {nodes.length > 0 ? (
        <SelectField
          label="Node"
          value={node}
          options={[{ value: '', label: 'All nodes' }, ...nodes.map((name) => ({ value: name, label: visibleText(name) }))]}
          onChange={setNode}
        />
      ) : null}
    </PanelArea>
  );
}
