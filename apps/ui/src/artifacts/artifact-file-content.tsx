import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { formatBytes } from '../format/bytes';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import { CodeText } from '../run/files/code-text';
import { type FileKind, fileKind } from '../run/files/file-kind';
import { JsonFile } from '../run/files/json-file';
import { TableText } from '../run/files/table-text';
import { readTable, type LoggedTable } from '../run/media/table/table-file';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { Skeleton } from '../states/skeleton';
import { artifactFileAddress, artifactTextQuery, type ArtifactFile, type VersionAddress } from './artifacts-api';
import styles from './artifacts.module.css';

const Markdown = lazy(() => import('../run/markdown/markdown'));
const MOST_ROWS = 1_000;

interface Props {
  readonly at: VersionAddress;
  readonly file: ArtifactFile;
}

export function ArtifactFileContent({ at, file }: Props) {
  if (file.ref !== null)
    return (
      <div className={styles.reference}>
        <p>A reference: the bytes are elsewhere, and this server keeps only their address.</p>
        <code>{visibleText(file.ref)}</code>
      </div>
    );
  const kind = fileKind(file.path, file.size, '');
  const address = artifactFileAddress(at, file.path);
  const name = visibleText(file.path);
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
  const { data, error, refetch } = useQuery(artifactTextQuery(at, file));
  const table = useMemo(() => (data !== undefined && file.path.endsWith('.table.json') ? readTable(data) : null), [data, file.path]);
  if (error) return <ErrorRegion text="This file could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height="14px" width="60%" />;
  if (data === '') return <EmptyRegion text="This file is empty." />;
  if (table) return <TableContent table={table} />;
  if (kind === 'json') return <JsonFile text={data} />;
  if (kind === 'table') return <TableText text={data} delimiter={/\.tsv$/i.test(file.path) ? '\t' : ','} />;
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

/** A logged table as text; media of its cells are named, not shown. */
function TableContent({ table: { columns, rows } }: { readonly table: LoggedTable }) {
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                <bdi>{visibleText(column)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, i) => (
            <tr key={i}>
              {columns.map((_, column) => (
                <td key={column}>{cellText(row[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS ? <p className={styles.facts}>and {formatCount(rows.length - MOST_ROWS)} more rows</p> : null}
    </>
  );
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '—';
  return visibleText(typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value));
}
