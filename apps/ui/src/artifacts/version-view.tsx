import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { statusOf } from '../api/answer';
import { formatBytes } from '../format/bytes';
import { formatCount } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import { JsonTree } from '../run/json/json-tree';
import { TabSkeleton } from '../run/tab-skeleton';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { AliasList } from './alias-list';
import { versionQuery, type VersionAddress } from './artifacts-api';
import styles from './artifacts.module.css';
import { Crumbs } from './crumbs';
import { LineageView } from './lineage-view';
import { readObject } from './numeric-metadata';
import { VersionFiles } from './version-files';
import { VersionOverview } from './version-overview';
import { VersionUsage } from './version-usage';

const TABS = [
  { path: '', label: 'Overview' },
  { path: 'metadata', label: 'Metadata' },
  { path: 'usage', label: 'Usage' },
  { path: 'files', label: 'Files' },
  { path: 'lineage', label: 'Lineage' },
] as const;

interface Props {
  readonly at: VersionAddress;
  readonly tab: string;
  /** Path of the folder or file that is open. */
  readonly file: string;
}

/** One version of an artifact: what it is, what is in it, where it comes from. */
export function VersionView({ at, tab, file }: Props) {
  const { data, error, refetch } = useQuery(versionQuery(at));
  const current = TABS.find(({ path }) => path === tab);
  if (statusOf(error) === 404 || !current) return <EmptyRegion text={`There is no version “${at.version}” of “${at.collection}” here.`} />;
  if (!data && error) return <ErrorRegion text="This version could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  return (
    <div className={styles.view}>
      <Crumbs at={at} version={at.version} />
      <header className={styles.head}>
        <h2>
          <bdi>{visibleText(data.name)}</bdi>
          <span>:{data.version}</span>
        </h2>
        <p className={styles.facts}>
          {visibleText(data.type)} · {formatBytes(data.size)} · {formatCount(data.files)} {data.files === 1 ? 'file' : 'files'} ·{' '}
          <TimeText time={data.createdAt} />
        </p>
        <AliasList label="Aliases" names={data.aliases} />
        {data.deleted ? <p className={styles.deleted}>This version was deleted. Its files are gone or will go soon.</p> : null}
      </header>
      <nav className={styles.tabs} aria-label="Version">
        {TABS.map(({ path, label }) => (
          <Link key={path} {...target(at, path)} activeOptions={{ exact: path !== 'files' }} resetScroll={false} data-label={label}>
            {label}
          </Link>
        ))}
      </nav>
      <VersionTab at={at} data={data} tab={current.path} file={file} />
    </div>
  );
}

function VersionTab({ at, data, tab, file }: Props & { readonly data: Parameters<typeof VersionOverview>[0]['version'] }) {
  const metadata = useMemo(() => readObject(data.metadata), [data.metadata]);
  switch (tab) {
    case 'metadata':
      return Object.keys(metadata).length === 0 ? (
        <EmptyRegion text="This version has no metadata." />
      ) : (
        <div className={styles.card}>
          <JsonTree value={metadata} open={3} />
        </div>
      );
    case 'usage':
      return <VersionUsage at={at} version={data} />;
    case 'files':
      return data.deleted ? <EmptyRegion text="The files of a deleted version cannot be read." /> : <VersionFiles at={at} path={file} />;
    case 'lineage':
      return <LineageView at={at} />;
    default:
      return <VersionOverview at={at} version={data} />;
  }
}

const target = (at: VersionAddress, path: string) =>
  path === ''
    ? ({ to: '/$entity/$project/artifacts/$type/$collection/$version', params: at } as const)
    : ({ to: '/$entity/$project/artifacts/$type/$collection/$version/$tab', params: { ...at, tab: path } } as const);
