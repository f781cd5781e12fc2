import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { firstRunsQuery, type RunAddress } from '../../api/runs';
import { SearchField } from '../../controls/search-field';
import { NameText } from '../../format/name-text';
import { TimeText } from '../../format/time-text';
import { RunStateIcon } from '../../runs/run-state-icon';
import styles from './header.module.css';

interface Props {
  readonly at: RunAddress;
  readonly onClose: () => void;
}

/** Chooses the run of the same project whose config and summary stand beside this one's. */
export function CompareDialog({ at, onClose }: Props) {
  const [search, setSearch] = useState('');
  const [paused] = useDebouncedValue(search.trim(), 200);
  const { data } = useQuery({ ...firstRunsQuery(at.entity, at.project, paused), placeholderData: keepPreviousData });
  const runs = data?.runs.filter((run) => run.name !== at.run) ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title="Compare with…"
      size={460}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <SearchField label="Search runs" value={search} onChange={setSearch} data-autofocus />
      <ul className={styles.choices}>
        {runs.map((run) => (
          <li key={run.name}>
            <Link
              to="/$entity/$project/runs/$run/$tab"
              params={{ ...at, tab: 'overview' }}
              search={{ compare: run.name }}
              onClick={onClose}
            >
              <RunStateIcon state={run.state} />
              <NameText name={run.displayName} />
              <TimeText time={run.createdAt} />
            </Link>
          </li>
        ))}
      </ul>
      {data && runs.length === 0 ? (
        <p className={styles.noChoice}>
          {paused === '' ? 'This project has no other run yet.' : `No other run’s name contains “${paused}”.`}
        </p>
      ) : null}
    </Modal>
  );
}
