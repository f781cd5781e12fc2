import type { ArtifactVersionPage } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyButton } from '../controls/copy-button';
import { formatBytes } from '../format/bytes';
import { formatCount } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import { AliasList } from './alias-list';
import type { VersionAddress } from './artifacts-api';
import styles from './artifacts.module.css';

interface Props {
  readonly at: VersionAddress;
  readonly version: ArtifactVersionPage;
}

const DAY = 86_400;

export function VersionOverview({ at, version }: Props) {
  const name = `${at.entity}/${at.project}/${version.name}:${version.version}`;
  const { source, run } = version;
  return (
    <dl className={styles.details}>
      <Detail label="Type">{visibleText(version.type)}</Detail>
      <Detail label="Full name" mono copy={name}>
        {visibleText(name)}
      </Detail>
      {source ? (
        <Detail label="Linked from">
          <Link to="/$entity/$project/artifacts/$type/$collection/$version" params={{ ...source, collection: source.name }}>
            <bdi>{visibleText(`${source.entity}/${source.project}/${source.name}:${source.version}`)}</bdi>
          </Link>
        </Detail>
      ) : null}
      <Detail label="Aliases">{version.aliases.length === 0 ? '—' : <AliasList label="Aliases" names={version.aliases} />}</Detail>
      <Detail label="Tags">{version.tags.length === 0 ? '—' : <AliasList label="Tags" names={version.tags} />}</Detail>
      <Detail label="Digest" mono copy={version.digest}>
        {version.digest}
      </Detail>
      <Detail label="Size">{formatBytes(version.size)}</Detail>
      <Detail label="Files">{formatCount(version.files)}</Detail>
      <Detail label="Created">
        <TimeText time={version.createdAt} />
      </Detail>
      <Detail label="Logged by">
        {run ? (
          <Link to="/$entity/$project/runs/$run" params={run}>
            <bdi>{visibleText(run.displayName)}</bdi>
          </Link>
        ) : (
          visibleText(version.author)
        )}
      </Detail>
      <Detail label="Description">{version.description ? visibleText(version.description) : '—'}</Detail>
      <Detail label="Time to live">
        {version.ttlSeconds > 0 ? `${(version.ttlSeconds / DAY).toLocaleString('en-US')} days; not acted upon` : 'Kept for ever'}
      </Detail>
    </dl>
  );
}

interface DetailProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly mono?: boolean;
  /** What its button copies. */
  readonly copy?: string;
}

function Detail({ label, children, mono = false, copy }: DetailProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-mono={mono ? '' : undefined}>
        <span>{children}</span>
        {copy === undefined ? null : <CopyButton text={copy} label={`Copy ${label.toLowerCase()}`} />}
      </dd>
    </div>
  );
}
