import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runningRunsQuery } from '../api/projects';
import { formatDuration } from '../format/duration';
import { NameText } from '../format/name-text';
import { useNow } from '../format/time-text';
import { RunStateIcon } from '../runs/run-state-icon';
import { Skeleton } from '../states/skeleton';
import styles from './home.module.css';

export function RunningNow() {
  const { data } = useQuery(runningRunsQuery);
  const now = useNow(1_000);
  return (
    <aside className={styles.side} aria-label="Running now">
      <h2>Running now</h2>
      {data ? null : <Skeleton width="70%" height="14px" />}
      {data?.runs.length === 0 ? <p>No run is running.</p> : null}
      <ul className={styles.runs}>
        {data?.runs.map((run) => (
          <li key={`${run.entity}/${run.project}/${run.name}`}>
            <Link to="/$entity/$project/runs/$run" params={{ entity: run.entity, project: run.project, run: run.name }}>
              <RunStateIcon state={run.state} />
              <NameText name={run.displayName} />
              <span>{formatDuration(Math.max(1_000, now - run.createdAt))}</span>
              <small>
                <bdi>{run.project}</bdi>
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </aside>
  );
}
