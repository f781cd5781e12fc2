import { Popover } from '@mantine/core';
import type { SortKey } from '../api/run-table';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { runFieldsQuery } from '../api/run-table';
import { Button } from '../controls/button';
import { Combobox } from '../controls/combobox';
import controls from '../controls/controls.module.css';
import { SelectField } from '../controls/select-field';
import styles from './workspace.module.css';

interface Props {
  readonly entity: string;
  readonly project: string;
  /** Undefined is the default: newest first. */
  readonly sort: readonly SortKey[] | undefined;
  readonly onSort: (sort: SortKey[] | undefined) => void;
  readonly onClose: () => void;
}

const DIRECTIONS = [
  { value: 'ascending', label: 'Ascending' },
  { value: 'descending', label: 'Descending' },
] as const;

/** One field and its direction. Charts draw the first runs in this order. */
export function SortPopover({ entity, project, sort, onSort, onClose }: Props) {
  const fields = useQuery(runFieldsQuery(entity, project));
  const options = useMemo(
    () =>
      (fields.data?.fields ?? [])
        .filter(({ runs, type }) => runs > 0 && type !== 'tags')
        .map(({ field, group }) => ({ value: field, label: field, group })),
    [fields.data],
  );
  const { field, descending = false } = sort?.[0] ?? { field: 'createdAt', descending: true };
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      trapFocus
      withinPortal
      width={300}
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <span className={controls.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label="Sort runs">
        <div className={styles.sortFields}>
          <Combobox label="Sort by" value={field} options={options} onCommit={(chosen) => onSort([{ field: chosen, descending }])} />
          <SelectField
            label="Direction"
            value={descending ? 'descending' : 'ascending'}
            options={DIRECTIONS}
            onChange={(direction) => onSort([{ field, descending: direction === 'descending' }])}
          />
          <p className={controls.hint}>Charts draw the first runs in this order. Missing values are last.</p>
          {sort ? <Button onClick={() => onSort(undefined)}>Newest first</Button> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
