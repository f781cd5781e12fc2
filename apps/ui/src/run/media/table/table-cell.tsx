import { Link } from '@tanstack/react-router';
import type { RunAddress } from '../../../api/runs';
import { formatValue } from '../../../format/number';
import { visibleText } from '../../../format/visible-text';
import { fileAddress } from '../../files/files-api';
import { isFields, mediaItems, mediaKind } from '../media-value';
import styles from './table.module.css';

/** A cell is text, whatever it holds; media are thumbnails and players of the run's own files. */
export function TableCell({ at, value }: { readonly at: RunAddress; readonly value: unknown }) {
  if (isFields(value) && typeof value['_type'] === 'string') {
    const item = mediaItems(value)[0];
    const kind = mediaKind(value['_type']);
    if (item && kind === 'image')
      return (
        <Link
          to="/$entity/$project/runs/$run/files/$"
          params={{ ...at, _splat: item.path }}
          title={visibleText(item.caption ?? 'Open the file')}
        >
          <img src={fileAddress(at, item.path)} alt={visibleText(item.caption ?? 'image')} loading="lazy" />
        </Link>
      );
    if (item && kind === 'audio')
      return <audio controls preload="none" src={fileAddress(at, item.path)} aria-label={visibleText(item.caption ?? 'audio')} />;
    if (item)
      return (
        <Link to="/$entity/$project/runs/$run/files/$" params={{ ...at, _splat: item.path }} className={styles.link}>
          {visibleText(value['_type'])}
        </Link>
      );
    return <span className={styles.muted}>{visibleText(value['_type'])}</span>;
  }
  const text = visibleText(typeof value === 'string' ? value : formatValue(value));
  return <bdi title={text}>{text}</bdi>;
}
