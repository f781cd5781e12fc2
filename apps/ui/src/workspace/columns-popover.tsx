import { Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LIMITS } from '@runstead/ui-contract';
import { useMemo, useState } from 'react';
import { runFieldsQuery } from '../api/run-table';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import { SearchField } from '../controls/search-field';
import { visibleText } from '../format/visible-text';
import styles from './workspace.module.css';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly columns: readonly string[];
  readonly onColumns: (columns: string[] | undefined) => void;
  readonly onClose: () => void;
}

const MOST = 200;
/** Worth a column before any run has one: they are written in it. */
const WRITABLE: ReadonlySet<string> = new Set(['notes', 'tags']);

/** Which columns follow the name. */
export function ColumnsPopover({ entity, project, columns, onColumns, onClose }: Props) {
  const [search, setSearch] = useState('');
  const fields = useQuery(runFieldsQuery(entity, project));
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const listed = new Set(columns);
    const names = (fields.data?.fields ?? [])
      .filter(({ runs, field }) => (runs > 0 || WRITABLE.has(field)) && field !== 'displayName')
      .map(({ field }) => field);
    const all = [...columns, ...names.filter((field) => !listed.has(field))];
    return all.filter((field) => field.toLowerCase().includes(wanted)).slice(0, MOST);
  }, [fields.data, columns, search]);
  const toggle = (field: string): void => {
    const next = columns.includes(field) ? columns.filter((other) => other !== field) : [...columns, field];
    onColumns(next.length > 0 ? next.slice(0, LIMITS.tableColumns) : undefined);
  };
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-end"
      trapFocus
      withinPortal
      width={280}
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <span className={controls.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className={styles.columnsPopover}>
          <SearchField label="Search columns" value={search} onChange={setSearch} data-autofocus="" />
          <div className={styles.columnChoices} role="group" aria-label="Columns" tabIndex={0}>
            {found.map((field) => (
              <label key={field}>
                <input type="checkbox" checked={columns.includes(field)} onChange={() => toggle(field)} />
                <bdi>{visibleText(field)}</bdi>
              </label>
            ))}
          </div>
          {columns.length > 0 ? <Button onClick={() => onColumns(undefined)}>Reset</Button> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
