import { Popover } from '@mantine/core';
import type { RunFilterTree } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { runFieldsQuery } from '../../api/run-table';
import { Button } from '../../controls/button';
import controls from '../../controls/controls.module.css';
import { Skeleton } from '../../states/skeleton';
import styles from './filter.module.css';
import { FilterRowEditor } from './filter-row-editor';
import { filterOf, isBracket, rowsOf, type FilterPart, type FilterRow } from './filter-rows';
import type { FieldType } from './operators';
import { QuickFilters } from './quick-filters';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly filter: RunFilterTree | undefined;
  readonly onFilter: (filter: RunFilterTree | undefined) => void;
  readonly onClose: () => void;
}

/** Conditions joined with AND, brackets joined with OR. A condition applies when its value is committed. */
export function FilterPopover({ entity, project, filter, onFilter, onClose }: Props) {
  const fields = useQuery(runFieldsQuery(entity, project));
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      trapFocus
      withinPortal
      width="min(560px, calc(100vw - 24px))"
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <span className={controls.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label="Filter runs">
        {fields.data ? (
          <Conditions entity={entity} project={project} filter={filter} onFilter={onFilter} fields={fields.data.fields} />
        ) : fields.error ? (
          <p className={controls.error}>The fields could not be loaded.</p>
        ) : (
          <Skeleton height="96px" />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface ConditionsProps extends Omit<Props, 'onClose'> {
  readonly fields: readonly { readonly field: string; readonly group: string; readonly type: FieldType; readonly runs: number }[];
}

function Conditions({ entity, project, filter, onFilter, fields }: ConditionsProps) {
  const types = useMemo(() => new Map(fields.map(({ field, type }) => [field, type])), [fields]);
  const options = useMemo(
    () => fields.filter(({ runs }) => runs > 0).map(({ field, group }) => ({ value: field, label: field, group })),
    [fields],
  );
  const ids = useRef(1_000_000);
  const [parts, setParts] = useState(() => rowsOf(filter, types));
  const emptyRow = (): FilterRow => ({ id: (ids.current += 1), field: '', type: 'text', op: 'eq', value: undefined });
  if (parts === null) return <p className={controls.hint}>This filter was made elsewhere and is deeper than this page can edit.</p>;
  const change = (next: readonly FilterPart[]): void => {
    setParts(next);
    const meant = filterOf(next);
    if (JSON.stringify(meant) !== JSON.stringify(filter)) onFilter(meant);
  };
  const replace = (part: FilterPart, by: readonly FilterPart[]): void => change(parts.flatMap((other) => (other === part ? by : [other])));
  const editor = (row: FilterRow, onChange: (row: FilterRow) => void, onRemove: () => void) => (
    <FilterRowEditor
      key={row.id}
      entity={entity}
      project={project}
      row={row}
      fields={options}
      types={types}
      onChange={onChange}
      onRemove={onRemove}
    />
  );
  return (
    <div className={styles.popover}>
      <QuickFilters
        filter={filter}
        onFilter={(next) => {
          setParts(rowsOf(next, types));
          onFilter(next);
        }}
      />
      {parts.map((part) =>
        isBracket(part) ? (
          <fieldset key={part.id} className={styles.bracket}>
            <legend>Any of these</legend>
            {part.any.map((row) =>
              editor(
                row,
                (next) => replace(part, [{ ...part, any: part.any.map((other) => (other === row ? next : other)) }]),
                () => {
                  const any = part.any.filter((other) => other !== row);
                  replace(part, any.length > 0 ? [{ ...part, any }] : []);
                },
              ),
            )}
            <Button look="quiet" onClick={() => replace(part, [{ ...part, any: [...part.any, emptyRow()] }])}>
              <Plus size={13} aria-hidden="true" /> Or
            </Button>
          </fieldset>
        ) : (
          editor(
            part,
            (next) => replace(part, [next]),
            () => replace(part, []),
          )
        ),
      )}
      {parts.length === 0 ? <p className={controls.hint}>No conditions yet: every run is shown.</p> : null}
      <div className={styles.foot}>
        <Button data-autofocus="" onClick={() => change([...parts, emptyRow()])}>
          <Plus size={13} aria-hidden="true" /> Add condition
        </Button>
        <Button onClick={() => change([...parts, { id: (ids.current += 1), any: [emptyRow(), emptyRow()] }])}>New group</Button>
        {parts.length > 0 ? (
          <Button look="quiet" onClick={() => change([])}>
            Clear all
          </Button>
        ) : null}
      </div>
    </div>
  );
}
