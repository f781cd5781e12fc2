import type { ArtifactCollectionPage } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { statusOf } from '../api/answer';
import { SearchField } from '../controls/search-field';
import { formatBytes } from '../format/bytes';
import { formatCount, formatNumber } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import { TabSkeleton } from '../run/tab-skeleton';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { AliasList } from './alias-list';
import { collectionQuery, type CollectionAddress } from './artifacts-api';
import styles from './artifacts.module.css';
import { Crumbs } from './crumbs';
import { numericMetadata } from './numeric-metadata';

type Row = ArtifactCollectionPage['versions'][number];

/** Versions of a collection, newest first, with the numbers of their metadata beside each other. */
export function CollectionView({ at }: { readonly at: CollectionAddress }) {
  const { data, error, refetch } = useQuery(collectionQuery(at));
  const [search, setSearch] = useState('');
  if (statusOf(error) === 404) return <EmptyRegion text={`There is no collection “${at.collection}” of type “${at.type}” here.`} />;
  if (!data && error) return <ErrorRegion text="The versions could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  const wanted = search.trim().toLowerCase();
  const versions = data.versions.filter((row) =>
    [row.version, ...row.aliases, ...row.tags, row.run?.displayName ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <div className={styles.view}>
      <Crumbs at={at} />
      <header className={styles.head}>
        <h2>
          <bdi>{visibleText(data.name)}</bdi>
        </h2>
        <p className={styles.facts}>
          {visibleText(data.type)} · {formatCount(data.versions.length)} {data.versions.length === 1 ? 'version' : 'versions'} · changed{' '}
          <TimeText time={data.updatedAt} />
          {data.kind === 'portfolio' ? ' · links to versions of other collections' : ''}
        </p>
        {data.description ? <p className={styles.description}>{visibleText(data.description)}</p> : null}
        <AliasList label="Tags" names={data.tags} />
      </header>
      <SearchField label="Search versions" value={search} onChange={setSearch} className={styles.search ?? ''} />
      {versions.length === 0 ? (
        <EmptyRegion text={wanted === '' ? 'This collection has no versions any more.' : `No version matches “${search.trim()}”.`} />
      ) : (
        <VersionTable at={at} versions={versions} />
      )}
    </div>
  );
}

function VersionTable({ at, versions }: { readonly at: CollectionAddress; readonly versions: readonly Row[] }) {
  const { keys, values } = useMemo(() => numericMetadata(versions.map(({ metadata }) => metadata)), [versions]);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Versions">
      <table className={styles.table}>
        <thead>
          <tr>
            {['Version', 'Aliases', 'Created', 'By run'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            {['Size', 'Files', ...keys.map(visibleText)].map((title, i) => (
              <th key={`${i}/${title}`} scope="col" className={styles.number}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map((row, i) => (
            <tr key={row.version}>
              <th scope="row">
                <Link to="/$entity/$project/artifacts/$type/$collection/$version" params={{ ...at, version: row.version }}>
                  {row.version}
                </Link>
              </th>
              <td>
                <AliasList label="Aliases" names={row.aliases} />
              </td>
              <td>
                <TimeText time={row.createdAt} />
              </td>
              <td>
                {row.run ? (
                  <Link to="/$entity/$project/runs/$run" params={row.run} title={visibleText(row.run.displayName)}>
                    <bdi>{visibleText(row.run.displayName)}</bdi>
                  </Link>
                ) : (
                  '—'
                )}
              </td>
              <td className={styles.number}>{formatBytes(row.size)}</td>
              <td className={styles.number}>{formatCount(row.files)}</td>
              {keys.map((key) => {
                const value = values[i]?.get(key);
                return (
                  <td key={key} className={styles.number}>
                    {value === undefined ? '—' : formatNumber(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
