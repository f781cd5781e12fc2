import type { RunOperator } from '@runstead/ui-contract';
import { X } from 'lucide-react';
import { IconButton } from '../../controls/button';
import { Combobox, type ComboboxOption } from '../../controls/combobox';
import { SelectField } from '../../controls/select-field';
import { ConditionValue } from './condition-value';
import styles from './filter.module.css';
import type { FilterRow } from './filter-rows';
import { OPERATORS, type FieldType, valueKind } from './operators';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly row: FilterRow;
  readonly fields: readonly ComboboxOption[];
  readonly types: ReadonlyMap<string, FieldType>;
  readonly onChange: (row: FilterRow) => void;
  readonly onRemove: () => void;
}

/** Field, operator, value. */
export function FilterRowEditor({ entity, project, row, fields, types, onChange, onRemove }: Props) {
  const choose = (field: string): void => {
    const type = types.get(field) ?? 'text';
    const op = OPERATORS[type].some((known) => known.op === row.op) ? row.op : (OPERATORS[type][0]?.op ?? 'eq');
    onChange({ ...row, field, type, op, value: type === row.type ? row.value : undefined });
  };
  const operate = (op: RunOperator): void =>
    onChange({ ...row, op, value: valueKind(row.type, op) === valueKind(row.type, row.op) ? row.value : undefined });
  const options = OPERATORS[row.type].map(({ op, label }) => ({ value: op, label }));
  return (
    <div className={styles.row} role="group" aria-label="Condition">
      <Combobox label="Field" value={row.field} options={fields} placeholder="Field" onCommit={choose} />
      <SelectField label="Operator" value={row.op} options={options} onChange={operate} />
      <ConditionValue
        key={`${row.field} ${row.op}`}
        entity={entity}
        project={project}
        row={row}
        onChange={(value) => onChange({ ...row, value })}
      />
      <IconButton label="Remove condition" small onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
