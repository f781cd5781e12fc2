import { Popover } from '@mantine/core';
import { AGGREGATES, GROUP_RANGES, type Aggregate, type GroupRange } from '@runstead/ui-contract';
import { useState } from 'react';
import controls from '../controls/controls.module.css';
import { SelectField } from '../controls/select-field';
import type { PanelSettings } from './panel-types';
import styles from './panels.module.css';
import { SMOOTHING_CHOICES, startOf } from './smoothing-choices';

interface Props {
  readonly settings: PanelSettings;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
  readonly onClose: () => void;
}

const AGGREGATE_LABELS: Readonly<Record<Aggregate, string>> = { mean: 'Mean', median: 'Median', min: 'Min', max: 'Max' };
const RANGE_LABELS: Readonly<Record<GroupRange, string>> = { stddev: 'Std dev', stderr: 'Std err', minmax: 'Min/Max', none: 'No range' };

/** What every line plot of the workspace inherits unless it says otherwise. */
export function WorkspaceSettings({ settings, onSettings, onClose }: Props) {
  const { maxRuns, smoothingKind = 'time-ema', smoothing } = settings;
  const [text, setText] = useState(String(maxRuns));
  const valid = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000;
  const keep = (): void => {
    if (valid && Number(text) !== maxRuns) onSettings({ maxRuns: Number(text) });
  };
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-end"
      trapFocus
      withinPortal
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <span className={controls.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label="Workspace settings">
        <form
          className={styles.settings}
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <label className={controls.label}>
            Max runs
            <input
              inputMode="numeric"
              value={text}
              aria-invalid={!valid}
              data-autofocus=""
              onChange={(event) => setText(event.target.value)}
              onBlur={keep}
            />
            <span className={valid ? controls.hint : controls.error}>
              {valid ? 'Each chart draws this many runs, from the top of the list.' : 'A number from 1 to 1,000'}
            </span>
          </label>
          <div className={controls.label}>
            Smoothing
            <SelectField
              label="Smoothing type"
              value={smoothingKind}
              options={SMOOTHING_CHOICES}
              onChange={(kind) => onSettings({ smoothingKind: kind, smoothing: startOf(kind, { kind: smoothingKind, weight: smoothing }) })}
            />
          </div>
          <div className={controls.label}>
            Groups
            <span className={styles.settingPair}>
              <SelectField
                label="Aggregate of groups"
                value={settings.aggregate ?? 'mean'}
                options={AGGREGATES.map((value) => ({ value, label: AGGREGATE_LABELS[value] }))}
                onChange={(aggregate) => onSettings({ aggregate })}
              />
              <SelectField
                label="Range of groups"
                value={settings.groupRange ?? 'stddev'}
                options={GROUP_RANGES.map((value) => ({ value, label: RANGE_LABELS[value] }))}
                onChange={(groupRange) => onSettings({ groupRange })}
              />
            </span>
          </div>
          <label className={styles.settingToggle}>
            <input type="checkbox" checked={settings.logX ?? false} onChange={(event) => onSettings({ logX: event.target.checked })} />
            Log x
          </label>
          <label className={styles.settingToggle}>
            <input
              type="checkbox"
              checked={settings.ignoreOutliers ?? false}
              onChange={(event) => onSettings({ ignoreOutliers: event.target.checked })}
            />
            Ignore outliers
          </label>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
