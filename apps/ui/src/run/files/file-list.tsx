import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, File, Folder } from 'lucide-react';
import type { RunAddress } from '../../api/runs';
import { formatBytes } from '../../format/bytes';
import { TimeText } from '../../format/time-text';
import { visibleText } from '../../format/visible-text';
import type { FileOrder } from './files-tab';
import styles from './files.module.css';
import type { FolderEntry } from './folder-listing';

interface Props {
  readonly at: RunAddress;
  readonly entries: readonly FolderEntry[];
  readonly current: string;
  readonly order: FileOrder;
  readonly onOrder: (order: FileOrder) => void;
}

const COLUMNS = [
  { by: 'name', label: 'Name' },
  { by: 'size', label: 'Size' },
  { by: 'updatedAt', label: 'Modified' },
] as const;

/** Rows of a folder or of a search. */
export function FileList({ at, entries, current, order, onOrder }: Props) {
  return (
    <div className={styles.listScroll}>
      <table className={styles.list}>
        <thead>
          <tr>
            {COLUMNS.map(({ by, label }) => {
              const sorted = order.by === by;
              const Arrow = order.descending ? ArrowDown : ArrowUp;
              return (
                <th key={by} scope="col" aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : 'none'}>
                  <button type="button" onClick={() => onOrder({ by, descending: sorted ? !order.descending : by !== 'name' })}>
                    {label}
                    {sorted ? <Arrow size={12} aria-hidden="true" /> : null}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <FileRow key={entry.path} at={at} entry={entry} open={entry.path === current} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FileRow({ at, entry, open }: { readonly at: RunAddress; readonly entry: FolderEntry; readonly open: boolean }) {
  const Icon = entry.kind === 'folder' ? Folder : File;
  return (
    <tr data-open={open ? '' : undefined}>
      <th scope="row">
        <Link
          to="/$entity/$project/runs/$run/files/$"
          params={{ ...at, _splat: entry.path }}
          resetScroll={false}
          aria-current={open ? 'true' : undefined}
          title={visibleText(entry.path)}
        >
          <Icon size={14} aria-label={entry.kind === 'folder' ? 'Folder' : 'File'} />
          <bdi>{visibleText(entry.name)}</bdi>
        </Link>
      </th>
      <td>{formatBytes(entry.size)}</td>
      <td>
        <TimeText time={entry.updatedAt} />
      </td>
    </tr>
  );
}
