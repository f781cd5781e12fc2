import { AGGREGATES, GROUP_RANGES, LIMITS, type Aggregate, type GroupRange } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { runFieldsQuery } from '../../api/run-table';
import { SelectField } from '../../controls/select-field';
import controls from '../../controls/controls.module.css';
import { Row } from './fields';
import { KeyChoice } from './key-choice';
import type { TabProps } from './panel-editor';

const GROUPS = [
  { value: 'follow', label: 'Follow sidebar' },
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;
const AGGREGATE_LABELS: Readonly<Record<Aggregate, string>> = { mean: 'Mean', median: 'Median', min: 'Min', max: 'Max' };
const RANGE_LABELS: Readonly<Record<GroupRange, string>> = { stddev: 'Std dev', stderr: 'Std err', minmax: 'Min/Max', none: 'None' };

/** Whether runs are drawn as groups, and what of a group is drawn. */
export function GroupingTab({ entity, project, draft, set, settings, grouping }: TabProps) {
  const fields = useQuery(runFieldsQuery(entity, project));
  const options = (fields.data?.fields ?? []).filter(({ runs }) => runs > 0).map(({ field }) => field);
  const group = draft.group ?? 'follow';
  return (
    <>
      <Row label="Group runs">
        <SelectField
          label="Group runs"
          value={group}
          options={GROUPS}
          onChange={(next) => set({ group: next === 'follow' ? undefined : next, ...(next === 'on' ? {} : { groupBy: undefined }) })}
        />
      </Row>
      {group === 'on' ? (
        <Row label="Group by">
          <KeyChoice
            label="Group by"
            chosen={draft.groupBy ?? grouping?.by ?? []}
            options={options}
            most={LIMITS.groupFields}
            onChange={(groupBy) => set({ groupBy: groupBy.length > 0 ? groupBy : undefined })}
          />
        </Row>
      ) : null}
      <Row label="Aggregate" inherited={draft.aggregate === undefined} onReset={() => set({ aggregate: undefined })}>
        <SelectField
          label="Aggregate"
          value={draft.aggregate ?? settings.aggregate ?? 'mean'}
          options={AGGREGATES.map((value) => ({ value, label: AGGREGATE_LABELS[value] }))}
          onChange={(aggregate) => set({ aggregate })}
        />
      </Row>
      <Row label="Range" inherited={draft.range === undefined} onReset={() => set({ range: undefined })}>
        <SelectField
          label="Range"
          value={draft.range ?? settings.groupRange ?? 'stddev'}
          options={GROUP_RANGES.map((value) => ({ value, label: RANGE_LABELS[value] }))}
          onChange={(range) => set({ range })}
        />
      </Row>
      <p className={controls.hint}>
        Figures are over all members of a group, at the x values they logged. Nothing is sampled or interpolated.
      </p>
    </>
  );
}
