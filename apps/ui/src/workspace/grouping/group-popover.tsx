import { Popover } from '@mantine/core';
import { LIMITS } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { runFieldsQuery } from '../../api/run-table';
import { Button, IconButton } from '../../controls/button';
import { Combobox } from '../../controls/combobox';
import controls from '../../controls/controls.module.css';
import { visibleText } from '../../format/visible-text';
import styles from './grouping.module.css';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly groupBy: readonly string[];
  readonly onGroupBy: (fields: string[] | undefined) => void;
  readonly onClose: () => void;
}

const ORDER = ['Config', 'Run', 'Tags', 'Summary'];
/** Fields whose every run is a group of its own say nothing. */
const POINTLESS = new Set(['name', 'createdAt', 'updatedAt', 'endedAt', 'runtime']);

/** By what runs are grouped, from the outermost field to the innermost. */
export function GroupPopover({ entity, project, groupBy, onGroupBy, onClose }: Props) {
  const fields = useQuery(runFieldsQuery(entity, project));
  const options = useMemo(
    () =>
      (fields.data?.fields ?? [])
        .filter(({ field, runs }) => runs > 0 && !POINTLESS.has(field) && !groupBy.includes(field))
        .sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group))
        .map(({ field, group }) => ({ value: field, label: field, group })),
    [fields.data, groupBy],
  );
  const set = (next: string[]): void => onGroupBy(next.length > 0 ? next : undefined);
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
      <Popover.Dropdown aria-label="Group runs">
        <div className={styles.popover}>
          {groupBy.length > 0 ? (
            <ol aria-label="Grouped by">
              {groupBy.map((field, i) => (
                <li key={field}>
                  <span className={styles.level}>{i + 1}</span>
                  <bdi>{visibleText(field)}</bdi>
                  <IconButton label={`Do not group by ${field}`} small onClick={() => set(groupBy.filter((other) => other !== field))}>
                    <X size={13} aria-hidden="true" />
                  </IconButton>
                </li>
              ))}
            </ol>
          ) : null}
          {groupBy.length < LIMITS.groupFields ? (
            <Combobox
              key={groupBy.length}
              label={groupBy.length > 0 ? 'Then by' : 'Group by'}
              value=""
              placeholder={groupBy.length > 0 ? 'Then by…' : 'config.lr, group, state…'}
              options={options}
              onCommit={(field) => set([...groupBy, field])}
            />
          ) : null}
          <p className={controls.hint}>Each innermost group is one line in the charts: its mean and a band over all of its runs.</p>
          {groupBy.length > 0 ? <Button onClick={() => onGroupBy(undefined)}>No groups</Button> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
