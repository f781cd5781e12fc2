import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CopyButton } from '../../controls/copy-button';
import { NameText } from '../../format/name-text';
import { formatDateTime, formatUtc } from '../../format/time';
import { visibleText } from '../../format/visible-text';
import { formatDuration } from '../../format/duration';
import { isLive, RUN_STATES } from '../../runs/run-state';
import { RunDuration } from '../header/run-duration';
import { StopRun } from '../header/stop-run';
import { TagList } from '../header/tag-list';
import { runFilesQuery } from '../files/files-api';
import { DIFF_FILE, restoreCommand } from '../files/restore-command';
import type { RunView } from '../run-view';
import { useRunChange } from '../use-run-change';
import styles from './overview.module.css';
import { RunDescription } from './run-description';
import { RunNameField } from './run-name-field';

/** The labels of UI 10.2 in their order; what is not known shows a dash. */
export function DetailsList({ at, run }: RunView) {
  const change = useRunChange(at);
  const tracked = run.summary['_runtime'];
  const { label, tone, meaning } = RUN_STATES[run.state];
  const path = `${at.entity}/${at.project}/${at.run}`;
  return (
    <dl className={styles.details}>
      <Detail label="Run name">
        <RunNameField name={run.displayName} onChange={(displayName) => change({ displayName })} />
      </Detail>
      <Detail label="Description">
        <RunDescription notes={run.notes} onChange={(notes) => change({ notes })} />
      </Detail>
      <Detail label="Privacy">
        {run.privacy === 'public' ? 'Public' : 'Private'}
        <span className={styles.aside}>
          {run.privacy === 'public' ? 'anyone can see it' : `only members of ${visibleText(run.entity)} can see it`}
        </span>
      </Detail>
      <Detail label="Tags">
        <TagList tags={run.tags} onChange={(tags) => change({ tags: [...tags] })} />
      </Detail>
      <Detail label="Author">
        <Link to="/$entity" params={{ entity: run.author }} className={styles.link}>
          <NameText name={run.author} />
        </Link>
      </Detail>
      <Detail label="State">
        <span className={styles.state} data-tone={tone} title={meaning}>
          {label}
        </span>
        {run.exitCode === null ? null : <span>exit code {run.exitCode}</span>}
        {isLive(run.state) ? <StopRun at={at} run={run} /> : null}
      </Detail>
      <Detail label="Start time">
        <time dateTime={new Date(run.createdAt).toISOString()} title={formatUtc(run.createdAt)}>
          {formatDateTime(run.createdAt, true)}
        </time>
      </Detail>
      <Detail label="Duration">
        <RunDuration run={run} />
      </Detail>
      <Detail label="Tracked time">{typeof tracked === 'number' ? formatDuration(tracked * 1_000) : null}</Detail>
      <CodeDetail label="Run path" text={path} />
      <Detail label="Host name">{textOrNothing(run.host)}</Detail>
      <Detail label="Operating system">{textOrNothing(run.operatingSystem)}</Detail>
      <Detail label="Python version">{textOrNothing(run.pythonVersion)}</Detail>
      <CodeDetail label="Python executable" text={run.pythonExecutable} />
      <CodeDetail label="Command" text={run.command} />
      <GitRemote remote={run.gitRemote} />
      <GitState at={at} run={run} />
      <Detail label="System hardware">{textOrNothing(run.hardware)}</Detail>
      <Detail label="W&B CLI version">{textOrNothing(run.clientVersion)}</Detail>
      {run.group === null ? null : <Detail label="Group">{visibleText(run.group)}</Detail>}
      {run.jobType === null ? null : <Detail label="Job type">{visibleText(run.jobType)}</Detail>}
      {run.sweep === null ? null : <Detail label="Sweep">{visibleText(run.sweep)}</Detail>}
    </dl>
  );
}

const textOrNothing = (text: string | null): ReactNode => (text === null || text === '' ? null : <bdi>{visibleText(text)}</bdi>);

function Detail({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children ?? '—'}</dd>
    </>
  );
}

/** Monospace text that people want to take along. */
function CodeDetail({ label, text }: { readonly label: string; readonly text: string | null }) {
  return (
    <Detail label={label}>
      {text === null || text === '' ? null : (
        <span className={styles.copyable}>
          <code>
            <bdi>{visibleText(text)}</bdi>
          </code>
          <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
        </span>
      )}
    </Detail>
  );
}

/** The commit, with a command that restores it and the changes that were not committed. */
function GitState({ at, run }: RunView) {
  const { data } = useQuery(runFilesQuery(at));
  const withDiff = data?.files.some(({ name }) => name === DIFF_FILE) ?? false;
  const command = restoreCommand(at, run.gitCommit, withDiff, window.location.origin);
  if (command === null) return <CodeDetail label="Git state" text={run.gitCommit} />;
  return (
    <Detail label="Git state">
      <span className={styles.copyable}>
        <code>git checkout {run.gitCommit}</code>
        {withDiff ? (
          <Link to="/$entity/$project/runs/$run/files/$" params={{ ...at, _splat: DIFF_FILE }} className={styles.aside}>
            + {DIFF_FILE}
          </Link>
        ) : null}
        <CopyButton text={command} label="Copy restore command" />
      </span>
    </Detail>
  );
}

/** A link only where a browser can follow it; `git@host:path` is text. */
function GitRemote({ remote }: { readonly remote: string | null }) {
  if (remote === null || !/^https?:\/\//.test(remote) || !URL.canParse(remote)) return <CodeDetail label="Git repository" text={remote} />;
  return (
    <Detail label="Git repository">
      <a href={remote} target="_blank" rel="noopener noreferrer nofollow" className={styles.link}>
        <bdi>{visibleText(remote)}</bdi>
      </a>
    </Detail>
  );
}
