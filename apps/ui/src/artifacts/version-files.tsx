import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, File, Folder, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import controls from '../controls/controls.module.css';
import { CopyButton } from '../controls/copy-button';
import { SearchField } from '../controls/search-field';
import { formatBytes } from '../format/bytes';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import { type FolderEntry, filesMatching, folderListing, pathSteps } from '../run/files/folder-listing';
import { TabSkeleton } from '../run/tab-skeleton';
import { EmptyRegion } from '../states/empty-region';
import { ErrorBoundary } from '../states/error-boundary';
import { ErrorRegion } from '../states/error-region';
import { ArtifactFileContent } from './artifact-file-content';
import { artifactFileAddress, versionFilesQuery, type ArtifactFile, type VersionAddress } from './artifacts-api';
import styles from './artifacts.module.css';

const MOST_ROWS = 1_000;

interface Props {
  readonly at: VersionAddress;
  /** The folder or file of the address. */
  readonly path: string;
}

/** Paths of a version: a folder lists, a file is previewed beside its folder. */
export function VersionFiles({ at, path }: Props) {
  const { data, error, refetch } = useQuery(versionFilesQuery(at));
  const [search, setSearch] = useState('');
  const byPath = useMemo(() => new Map(data?.files.map((file) => [file.path, file])), [data]);
  const listed = useMemo(() => (data?.files ?? []).map(({ path: name, size }) => ({ name, size, contentType: '', updatedAt: 0 })), [data]);
  if (!data && error) return <ErrorRegion text="The files could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  if (data.total === 0) return <EmptyRegion text="This version has no files." />;
  const file = byPath.get(path);
  const folder = file ? path.split('/').slice(0, -1).join('/') : path;
  const wanted = search.trim();
  const entries = wanted === '' ? folderListing(listed, folder) : filesMatching(listed, wanted);
  return (
    <div className={styles.files} data-open={file ? '' : undefined} data-state="ready">
      <div className={styles.pane}>
        <div className={styles.paneHead}>
          <nav className={styles.crumbs} aria-label="Folder">
            <Link {...place(at, '')}>Files</Link>
            {pathSteps(folder).map((step) => (
              <span key={step.path}>
                {'/ '}
                <Link {...place(at, step.path)}>
                  <bdi>{visibleText(step.name)}</bdi>
                </Link>
              </span>
            ))}
          </nav>
          <SearchField label="Search files" value={search} onChange={setSearch} />
        </div>
        {entries.length === 0 ? (
          <EmptyRegion
            text={wanted === '' ? `There is no file or folder “${path}”.` : `None of ${formatCount(data.total)} files matches “${wanted}”.`}
          />
        ) : (
          <EntryTable at={at} entries={entries} byPath={byPath} current={path} />
        )}
      </div>
      {file ? <Preview key={file.path} at={at} file={file} folder={folder} /> : null}
    </div>
  );
}

function EntryTable(props: {
  readonly at: VersionAddress;
  readonly entries: readonly FolderEntry[];
  readonly byPath: ReadonlyMap<string, ArtifactFile>;
  readonly current: string;
}) {
  const { at, entries, byPath, current } = props;
  return (
    <div className={styles.list} tabIndex={0} role="region" aria-label="Files">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={styles.number}>
              Size
            </th>
            <th scope="col">Digest</th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, MOST_ROWS).map((entry) => {
            const Icon = entry.kind === 'folder' ? Folder : File;
            const file = byPath.get(entry.path);
            return (
              <tr key={entry.path} data-open={entry.path === current ? '' : undefined}>
                <th scope="row">
                  <Link
                    {...place(at, entry.path)}
                    resetScroll={false}
                    aria-current={entry.path === current ? 'true' : undefined}
                    title={visibleText(entry.path)}
                  >
                    <Icon size={14} aria-label={entry.kind === 'folder' ? 'Folder' : 'File'} />
                    <bdi>{visibleText(entry.name)}</bdi>
                  </Link>
                </th>
                <td className={styles.number}>{formatBytes(entry.size)}</td>
                <td className={styles.digest} title={file?.ref ?? file?.digest}>
                  {file === undefined ? '' : visibleText(file.ref ?? file.digest)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {entries.length > MOST_ROWS ? (
        <p className={styles.facts}>and {formatCount(entries.length - MOST_ROWS)} more: search to find them</p>
      ) : null}
    </div>
  );
}

function Preview({ at, file, folder }: { readonly at: VersionAddress; readonly file: ArtifactFile; readonly folder: string }) {
  const name = file.path.split('/').at(-1) ?? file.path;
  return (
    <section className={styles.pane} aria-label={visibleText(file.path)}>
      <div className={styles.paneHead}>
        <h3 title={visibleText(file.path)}>
          <bdi>{visibleText(name)}</bdi>
        </h3>
        <span className={styles.facts}>{formatBytes(file.size)}</span>
        <span className={styles.actions}>
          <CopyButton text={file.path} label="Copy path" />
          {file.ref === null ? (
            <a className={controls.button} href={artifactFileAddress(at, file.path, true)} download={name}>
              <Download size={14} aria-hidden="true" />
              Download
            </a>
          ) : null}
          <Link {...place(at, folder)} className={controls.icon} aria-label="Close preview" title="Close preview">
            <X size={16} aria-hidden="true" />
          </Link>
        </span>
      </div>
      <div className={styles.content}>
        <ErrorBoundary text="This file cannot be shown">
          <ArtifactFileContent at={at} file={file} />
        </ErrorBoundary>
      </div>
    </section>
  );
}

const place = (at: VersionAddress, path: string) =>
  path === ''
    ? ({ to: '/$entity/$project/artifacts/$type/$collection/$version/$tab', params: { ...at, tab: 'files' } } as const)
    : ({ to: '/$entity/$project/artifacts/$type/$collection/$version/files/$', params: { ...at, _splat: path } } as const);
