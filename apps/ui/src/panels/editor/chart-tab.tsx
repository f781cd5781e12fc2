import { SelectField } from '../../controls/select-field';
import { NumberField, Row, TextField } from './fields';
import type { TabProps } from './panel-editor';

const LEGENDS = [
  { value: 'auto', label: 'Auto' },
  { value: 'top', label: 'Top' },
  { value: 'right', label: 'Right' },
  { value: 'bottom', label: 'Bottom' },
  { value: 'hidden', label: 'Hidden' },
] as const;

/** Titles, legend and strokes. */
export function ChartTab({ panel, draft, set, onInvalid }: TabProps) {
  return (
    <>
      <Row label="Panel title">
        <TextField label="Panel title" placeholder={panel.title} value={draft.title} onChange={(title) => set({ title })} />
      </Row>
      <Row label="X-axis title">
        <TextField label="X-axis title" placeholder="auto" value={draft.xTitle} onChange={(xTitle) => set({ xTitle })} />
      </Row>
      <Row label="Y-axis title">
        <TextField label="Y-axis title" placeholder="none" value={draft.yTitle} onChange={(yTitle) => set({ yTitle })} />
      </Row>
      <Row label="Legend">
        <SelectField
          label="Legend"
          value={draft.legend ?? 'auto'}
          options={LEGENDS}
          onChange={(legend) => set({ legend: legend === 'auto' ? undefined : legend })}
        />
      </Row>
      <Row label="Line width">
        <NumberField
          label="Line width"
          value={draft.lineWidth}
          placeholder="1.5"
          onInvalid={onInvalid}
          check={(width) => width >= 1 && width <= 4}
          onChange={(lineWidth) => set({ lineWidth })}
        />
      </Row>
    </>
  );
}
