import type { PanelOptions, Smoothing } from '@runstead/ui-contract';
import { SelectField } from '../../controls/select-field';
import type { PanelSettings } from '../panel-types';
import { SMOOTHING_CHOICES, startOf } from '../smoothing-choices';
import { NumberField, Row, Toggle } from './fields';

interface Props {
  readonly draft: PanelOptions;
  readonly set: (changes: Partial<PanelOptions>) => void;
  readonly settings: PanelSettings;
  readonly onInvalid: (label: string, invalid: boolean) => void;
}

/** Kind and weight; what the weight means depends on the kind (UI 9.5). */
export function SmoothingFields({ draft, set, settings, onInvalid }: Props) {
  const now: Smoothing = draft.smoothing ?? { kind: settings.smoothingKind ?? 'time-ema', weight: settings.smoothing };
  const choice = SMOOTHING_CHOICES.find(({ value }) => value === now.kind);
  return (
    <Row label="Smoothing" inherited={draft.smoothing === undefined} onReset={() => set({ smoothing: undefined })}>
      <SelectField
        label="Smoothing type"
        value={now.kind}
        options={SMOOTHING_CHOICES}
        onChange={(kind) => set({ smoothing: { kind, weight: startOf(kind, now) } })}
      />
      {choice && now.kind !== 'none' ? (
        <NumberField
          key={`${now.kind} ${draft.smoothing === undefined}`}
          label={choice.weight}
          value={now.weight}
          onInvalid={onInvalid}
          check={choice.allows}
          onChange={(weight = 0) => set({ smoothing: { kind: now.kind, weight } })}
        />
      ) : null}
      <Toggle label="Show original" checked={draft.showOriginal ?? true} onChange={(on) => set({ showOriginal: on ? undefined : false })} />
    </Row>
  );
}
