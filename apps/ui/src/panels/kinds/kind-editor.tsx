import { Modal } from '@mantine/core';
import { AGGREGATES, type PanelKind, type PanelOptions } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runFieldsQuery } from '../../api/run-table';
import { Button } from '../../controls/button';
import controls from '../../controls/controls.module.css';
import { SelectField } from '../../controls/select-field';
import { NumberField, Row, TextField, Toggle } from '../editor/fields';
import { KeyChoice } from '../editor/key-choice';
import editor from '../editor/editor.module.css';
import type { PanelProps } from '../panel';
import { withOptions } from '../panel-options';
import { kindLabel } from '../layout/panel-kinds';
import panels from '../panels.module.css';
import { OtherPanel } from './other-panel';

interface Props extends Omit<PanelProps, 'match' | 'fullScreen'> {
  readonly onApply: (options: PanelOptions) => void;
  readonly onClose: () => void;
}

/** What each kind needs to know of runs, from the first field to the last. */
const FIELDS: Partial<Record<PanelKind, { readonly label: string; readonly most: number; readonly numbers: boolean }>> = {
  bar: { label: 'Value', most: 1, numbers: true },
  scatter: { label: 'X, Y, colour', most: 3, numbers: true },
  histogram: { label: 'Value', most: 1, numbers: true },
  scalar: { label: 'Value', most: 1, numbers: true },
  parallel: { label: 'Parameters, result last', most: 12, numbers: false },
  importance: { label: 'Result', most: 1, numbers: true },
  custom: { label: 'Fields', most: 20, numbers: false },
};

const AGGREGATE_LABELS = { mean: 'Mean', median: 'Median', min: 'Min', max: 'Max' } as const;

/** The settings of a panel that is no line plot, beside the panel itself. */
export function KindEditor({ onApply, onClose, ...props }: Props) {
  const [draft, setDraft] = useState<PanelOptions>(props.options);
  const [invalid, setInvalid] = useState(false);
  const { kind = 'line' } = draft;
  const fields = useQuery(runFieldsQuery(props.entity, props.project));
  const set = (changes: Partial<PanelOptions>): void => setDraft((now) => withOptions(now, changes));
  const needs = FIELDS[kind];
  const choices = (fields.data?.fields ?? [])
    .filter(
      ({ field, type, runs }) =>
        runs > 0 && /^(?:config|summary)\.|^runtime$|^createdAt$/.test(field) && (!needs?.numbers || type !== 'text'),
    )
    .map(({ field }) => field);
  const apply = (): void => {
    onApply(draft);
    onClose();
  };
  const actions = {
    ...props.actions,
    edit: null,
    duplicate: null,
    setOptions: (_: string, changes: Partial<PanelOptions>) => set(changes),
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Edit ${draft.title ?? kindLabel(kind)}`}
      size="min(1100px, 94vw)"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <div
        className={editor.editor}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !invalid) apply();
        }}
      >
        <div className={`${editor.preview} ${panels.slot}`}>
          <OtherPanel {...props} actions={actions} options={draft} match={null} fullScreen />
        </div>
        <div className={editor.tab}>
          <Row label="Panel title">
            <TextField label="Panel title" placeholder={kindLabel(kind)} value={draft.title} onChange={(title) => set({ title })} />
          </Row>
          {needs ? (
            <Row label={needs.label}>
              <KeyChoice
                label={needs.label}
                chosen={draft.fields ?? []}
                options={choices}
                most={needs.most}
                onChange={(next) => set({ fields: next.length > 0 ? next : undefined })}
              />
            </Row>
          ) : null}
          {kind === 'scalar' ? (
            <Row label="Aggregate">
              <SelectField
                label="Aggregate"
                value={draft.aggregate ?? 'mean'}
                options={AGGREGATES.map((value) => ({ value, label: AGGREGATE_LABELS[value] }))}
                onChange={(aggregate) => set({ aggregate })}
              />
            </Row>
          ) : null}
          {kind === 'scatter' ? (
            <Row label="Axes">
              <Toggle label="Log x" checked={draft.logX ?? false} onChange={(logX) => set({ logX: logX || undefined })} />
              <Toggle label="Log y" checked={draft.logY ?? false} onChange={(logY) => set({ logY: logY || undefined })} />
            </Row>
          ) : null}
          {kind === 'bar' ? (
            <Row label="Max bars">
              <NumberField
                label="Max bars"
                value={draft.maxRuns}
                placeholder="20"
                onInvalid={(_, bad) => setInvalid(bad)}
                check={(most) => Number.isInteger(most) && most >= 1 && most <= 200}
                onChange={(maxRuns) => set({ maxRuns })}
              />
            </Row>
          ) : null}
          {kind === 'markdown' ? (
            <textarea
              className={editor.area}
              aria-label="Markdown"
              value={draft.markdown ?? ''}
              onChange={(event) => set({ markdown: event.target.value })}
            />
          ) : null}
          {kind === 'custom' ? (
            <>
              <textarea
                className={editor.area}
                aria-label="Specification"
                spellCheck={false}
                value={draft.spec ?? ''}
                onChange={(event) => set({ spec: event.target.value || undefined })}
              />
              <p className={controls.hint}>
                Vega or Vega-Lite as JSON. The data set named <code>runs</code> has a row a visible run: <code>name</code>,{' '}
                <code>color</code> and every field chosen above.
              </p>
            </>
          ) : null}
        </div>
        <div className={editor.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={invalid} onClick={apply}>
            Apply
          </Button>
        </div>
      </div>
    </Modal>
  );
}
