import { X_CHOICES } from '../../charts/x-axes';
import type { XAxis } from '@runstead/ui-contract';
import { SelectField } from '../../controls/select-field';
import { NumberField, Row, TextField, Toggle } from './fields';
import { KeyChoice } from './key-choice';
import type { TabProps } from './panel-editor';
import { SmoothingFields } from './smoothing-fields';
import styles from './editor.module.css';

const CHARTS = [
  { value: 'line', label: 'Line' },
  { value: 'area', label: 'Area' },
] as const;

/** What is drawn, over what, and how far the axes reach. */
export function DataTab({ panel, draft, set, settings, keys, onInvalid }: TabProps) {
  const xAxis = draft.xAxis ?? settings.xAxis;
  const xOptions = [
    ...X_CHOICES.map(({ value, label }) => ({ value, label })),
    ...keys.map((key) => ({ value: `key:${key}` as XAxis, label: key })),
  ];
  const lines = draft.keys ?? panel.lines.map(({ key }) => key);
  const [xFrom, xTo] = draft.xRange ?? [null, null];
  const [yFrom, yTo] = draft.yRange ?? [null, null];
  const range = (from: number | null | undefined, to: number | null | undefined): [number | null, number | null] | undefined =>
    (from ?? null) === null && (to ?? null) === null ? undefined : [from ?? null, to ?? null];
  return (
    <>
      <Row label="Y" inherited={draft.keys || draft.regex ? false : undefined} onReset={() => set({ keys: undefined, regex: undefined })}>
        {draft.regex === undefined ? (
          <KeyChoice label="Y" chosen={lines} options={keys} onChange={(next) => set({ keys: next.length > 0 ? next : undefined })} />
        ) : (
          <TextField
            label="Regular expression for Y"
            mono
            placeholder="^val/"
            value={draft.regex}
            onChange={(regex) => set({ regex: regex ?? '' })}
          />
        )}
        <Toggle label="Regex" checked={draft.regex !== undefined} onChange={(on) => set({ regex: on ? '' : undefined })} />
      </Row>
      <Row label="X axis" inherited={draft.xAxis === undefined} onReset={() => set({ xAxis: undefined })}>
        <SelectField label="X axis of this panel" value={xAxis} options={xOptions} onChange={(value) => set({ xAxis: value })} />
        <Toggle label="Log x" checked={draft.logX ?? settings.logX ?? false} onChange={(logX) => set({ logX })} />
      </Row>
      <Row label="X range">
        <div className={styles.pair}>
          <NumberField
            label="X minimum"
            value={xFrom ?? undefined}
            onInvalid={onInvalid}
            check={(from) => (xTo === null || from < xTo) && !(draft.logX && from <= 0)}
            onChange={(from) => set({ xRange: range(from, xTo) })}
          />
          <span>to</span>
          <NumberField
            label="X maximum"
            value={xTo ?? undefined}
            onInvalid={onInvalid}
            check={(to) => (xFrom === null || to > xFrom) && !(draft.logX && to <= 0)}
            onChange={(to) => set({ xRange: range(xFrom, to) })}
          />
        </div>
      </Row>
      <Row label="Y range">
        <div className={styles.pair}>
          <NumberField
            label="Y minimum"
            value={yFrom ?? undefined}
            onInvalid={onInvalid}
            check={(from) => (yTo === null || from < yTo) && !(draft.logY && from <= 0)}
            onChange={(from) => set({ yRange: range(from, yTo) })}
          />
          <span>to</span>
          <NumberField
            label="Y maximum"
            value={yTo ?? undefined}
            onInvalid={onInvalid}
            check={(to) => (yFrom === null || to > yFrom) && !(draft.logY && to <= 0)}
            onChange={(to) => set({ yRange: range(yFrom, to) })}
          />
        </div>
        <Toggle label="Log y" checked={draft.logY ?? false} onChange={(logY) => set({ logY: logY || undefined })} />
      </Row>
      <SmoothingFields draft={draft} set={set} settings={settings} onInvalid={onInvalid} />
      <Row label="Outliers" inherited={draft.ignoreOutliers === undefined} onReset={() => set({ ignoreOutliers: undefined })}>
        <Toggle
          label="Ignore outliers"
          checked={draft.ignoreOutliers ?? settings.ignoreOutliers ?? false}
          onChange={(ignoreOutliers) => set({ ignoreOutliers })}
        />
      </Row>
      <Row label="Max runs or groups" inherited={draft.maxRuns === undefined} onReset={() => set({ maxRuns: undefined })}>
        <NumberField
          key={String(draft.maxRuns === undefined)}
          label="Max runs or groups"
          value={draft.maxRuns}
          placeholder={String(settings.maxRuns)}
          onInvalid={onInvalid}
          check={(most) => Number.isInteger(most) && most >= 1 && most <= 1_000}
          onChange={(maxRuns) => set({ maxRuns })}
        />
      </Row>
      <Row label="Chart type">
        <SelectField
          label="Chart type"
          value={draft.chart ?? 'line'}
          options={CHARTS}
          onChange={(chart) => set({ chart: chart === 'line' ? undefined : chart })}
        />
      </Row>
    </>
  );
}
