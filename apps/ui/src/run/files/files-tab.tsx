import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SearchField } from '../../controls/search-field';
import { formatCount } from '../../format/number';
import { isLive } from '../../runs/run-state';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import type { RunView } from '../run-view';
import { TabSkeleton } from '../tab-skeleton';
import { FileCrumbs } from './file-crumbs';
import { FileList } from './file-list';
import { FilePreview } from './file-preview';
import { runFilesQuery } from './files-api';
import styles from './files.module.css';
import { type FileSort, filesMatching, folderListing } from './folder-listing';

export interface FileOrder {
  readonly by: FileSort;
  readonly descending: boolean;
}

/** Files that the run uploaded: a folder lists, a file is previewed beside its folder. `path` is the folder or file of the address. */
export default function FilesTab({ at, run, path }: RunView & { readonly path: string }) {
  const { data, error, refetch } = useQuery(runFilesQuery(at));
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<FileOrder>({ by: 'name', descending: false });
  if (!data && error) return <ErrorRegion text="The files could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  const { files } = data;
  if (files.length === 0)
    return <EmptyRegion text={isLive(run.state) ? 'This run has uploaded no files yet.' : 'This run uploaded no files.'} />;
  const file = files.find((one) => one.name === path);
  const folder = file ? path.split('/').slice(0, -1).join('/') : path;
  const entries = search.trim() === '' ? folderListing(files, folder, order.by, order.descending) : filesMatching(files, search.trim());
  const missing = !file && path !== '' && entries.length === 0 && search.trim() === '';
  return (
    <div className={styles.files} data-state="ready" data-open={file ? '' : undefined}>
      <div className={styles.listPane}>
        <div className={styles.paneHead}>
          <FileCrumbs at={at} folder={folder} />
          <SearchField label="Search files" value={search} onChange={setSearch} />
        </div>
        {missing ? (
          <EmptyRegion text={`This run has no file or folder “${path}”.`} />
        ) : entries.length === 0 ? (
          <EmptyRegion text={`None of ${formatCount(files.length)} files matches “${search.trim()}”.`} />
        ) : (
          <FileList at={at} entries={entries} current={path} order={order} onOrder={setOrder} />
        )}
      </div>
      {file ? <FilePreview key={file.name} at={at} file={file} folder={folder} commit={run.gitCommit} /> : null}
    </div>
  );
}
