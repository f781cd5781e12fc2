import { Modal } from '@mantine/core';
import type { PanelOptions } from '@runstead/ui-contract';
import { useCallback, useMemo, useState, type ComponentType, type KeyboardEvent } from 'react';
import type { PlotLine } from '../../charts/plot-model';
import { Button } from '../../controls/button';
import { FRESH_PANEL, type PanelMemory } from '../panel-memory';
import { Panel, type PanelProps } from '../panel';
import { withOptions } from '../panel-options';
import panels from '../panels.module.css';
import { ChartTab } from './chart-tab';
import { DataTab } from './data-tab';
import styles from './editor.module.css';
import { EditorTabs } from './editor-tabs';
import { ExpressionsTab } from './expressions-tab';
import { GroupingTab } from './grouping-tab';
import { LegendTab } from './legend-tab';

interface Props extends Omit<PanelProps, 'match' | 'fullScreen' | 'memory' | 'onRemember'> {
  readonly onApply: (options: PanelOptions) => void;
  readonly onClose: () => void;
}

export interface TabProps extends Omit<Props, 'onApply' | 'onClose'> {
  readonly draft: PanelOptions;
  /** Undefined gives an option back. */
  readonly set: (changes: Partial<PanelOptions>) => void;
  readonly onInvalid: (field: string, invalid: boolean) => void;
  readonly lines: readonly Omit<PlotLine, 'y'>[];
}

const TABS: readonly { readonly name: string; readonly Tab: ComponentType<TabProps> }[] = [
  { name: 'Data', Tab: DataTab },
  { name: 'Grouping', Tab: GroupingTab },
  { name: 'Chart', Tab: ChartTab },
  { name: 'Legend', Tab: LegendTab },
  { name: 'Expressions', Tab: ExpressionsTab },
];

/** The live chart and everything that can be set of it. Nothing is kept before `Apply`. */
export function PanelEditor({ onApply, onClose, ...props }: Props) {
  const [draft, setDraft] = useState<PanelOptions>(props.options);
  const [memory, setMemory] = useState<PanelMemory>(FRESH_PANEL);
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const [chosen, choose] = useState('Data');
  const [lines, setLines] = useState<readonly Omit<PlotLine, 'y'>[]>([]);
  const set = useCallback((changes: Partial<PanelOptions>) => setDraft((now) => withOptions(now, changes)), []);
  const onInvalid = useCallback((field: string, bad: boolean) => {
    setInvalid((all) => {
      const next = new Set(all);
      if (bad) next.add(field);
      else next.delete(field);
      return next;
    });
  }, []);
  const actions = useMemo(
    () => ({ ...props.actions, setOptions: (_: string, changes: Partial<PanelOptions>) => set(changes), edit: null, duplicate: null }),
    [props.actions, set],
  );
  const apply = (): void => {
    if (invalid.size > 0) return;
    onApply(draft);
    onClose();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    apply();
  };
  const Tab = TABS.find(({ name }) => name === chosen)?.Tab;
  const tab = { ...props, draft, set, onInvalid, lines };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Edit ${props.options.title ?? props.panel.title}`}
      size="min(1240px, 94vw)"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <div className={styles.editor} onKeyDown={pressed}>
        <div className={`${styles.preview} ${panels.slot}`}>
          <Panel
            {...props}
            actions={actions}
            options={draft}
            memory={memory}
            onRemember={(_, changes) => setMemory((now) => ({ ...now, ...changes }))}
            onLines={setLines}
            match={null}
            fullScreen
          />
        </div>
        <div className={styles.tabs}>
          <EditorTabs names={TABS.map(({ name }) => name)} chosen={chosen} onChoose={choose} />
          <div className={styles.tab} role="tabpanel" aria-labelledby={`tab-${chosen}`}>
            {Tab ? <Tab {...tab} /> : null}
          </div>
        </div>
        <div className={styles.buttons}>
          {invalid.size > 0 ? <p role="alert">{`Check ${[...invalid].join(', ')}`}</p> : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={invalid.size > 0} onClick={apply}>
            Apply
          </Button>
        </div>
      </div>
    </Modal>
  );
}
