import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { RunAddress } from '../../api/runs';
import { formatBytes } from '../../format/bytes';
import { visibleText } from '../../format/visible-text';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { Skeleton } from '../../states/skeleton';
import { CodeText } from './code-text';
import { type FileKind, fileKind } from './file-kind';
import { fileAddress, fileTextQuery } from './files-api';
import styles from './files.module.css';
import type { RunFile } from './folder-listing';
import { JsonFile } from './json-file';
import { TableText } from './table-text';

const Markdown = lazy(() => import('../markdown/markdown'));

interface Props {
  readonly at: RunAddress;
  readonly file: RunFile;
}

export function FileContent({ at, file }: Props) {
  const kind = fileKind(file.name, file.size, file.contentType);
  const address = `${fileAddress(at, file.name)}?at=${file.updatedAt}`;
  const name = visibleText(file.name);
  switch (kind) {
    case 'image':
      return (
        <div className={styles.stage}>
          <img src={address} alt={name} />
        </div>
      );
    case 'audio':
      return (
        <div className={styles.stage}>
          <audio controls preload="metadata" src={address} aria-label={name} />
        </div>
      );
    case 'video':
      return (
        <div className={styles.stage}>
          <video controls preload="metadata" src={address} aria-label={name} />
        </div>
      );
    case 'none':
      return <EmptyRegion text={`No preview for this type · ${formatBytes(file.size)}`} />;
    case 'too-large':
      return <EmptyRegion text={`At ${formatBytes(file.size)} this file is too large to show here. Download it to read it.`} />;
    default:
      return <TextContent at={at} file={file} kind={kind} />;
  }
}

function TextContent({ at, file, kind }: Props & { readonly kind: FileKind }) {
  const { data, error, refetch } = useQuery(fileTextQuery(at, file.name, file.updatedAt));
  if (error) return <ErrorRegion text="This file could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <div className={styles.loading} data-state="loading" aria-busy="true">
        <Skeleton height="14px" width="60%" />
        <Skeleton height="14px" width="40%" />
        <Skeleton height="14px" width="52%" />
      </div>
    );
  if (data === '') return <EmptyRegion text="This file is empty." />;
  if (kind === 'json') return <JsonFile text={data} />;
  if (kind === 'table') return <TableText text={data} delimiter={/\.tsv$/i.test(file.name) ? '\t' : ','} />;
  if (kind === 'markdown')
    return (
      <div className={styles.prose}>
        <Suspense fallback={null}>
          <Markdown text={data} />
        </Suspense>
      </div>
    );
  return <CodeText text={data} diff={kind === 'diff'} />;
}
