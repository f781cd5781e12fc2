import { Link } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { visibleText } from '../../format/visible-text';
import { fileAddress } from '../files/files-api';
import { JsonTree } from '../json/json-tree';
import type { RunView } from '../run-view';
import { HistogramView } from './histogram-view';
import { HtmlFrame } from './html-frame';
import { ImageGrid } from './image-grid';
import type { MediaKey } from './media-panel';
import { histogramOf, mediaItems, type MediaItem } from './media-value';
import styles from './media.module.css';

const LoggedTable = lazy(() => import('./table/logged-table'));

interface Props extends RunView {
  readonly media: MediaKey;
  readonly step: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** One logged value in the way of its kind. What has no viewer is a link to its file, or what was logged as it is. */
export function MediaContent({ at, run, media, step, value }: Props) {
  const items = mediaItems(value);
  const histogram = media.kind === 'histogram' ? histogramOf(value) : null;
  const first = items[0];
  if (histogram) return <HistogramView histogram={histogram} name={`${media.key} at step ${step}`} />;
  if (!first)
    return (
      <div className={styles.json}>
        <JsonTree value={value} open={1} />
      </div>
    );
  if (media.kind === 'image') return <ImageGrid at={at} name={media.key} items={items} />;
  if (media.kind === 'table')
    return (
      <Suspense fallback={<div className={styles.waiting} aria-busy="true" />}>
        <LoggedTable at={at} path={first.path} name={media.key} />
      </Suspense>
    );
  return (
    <ul className={styles.items}>
      {items.map((item, i) => (
        <li key={i}>
          <Playable at={at} run={run} media={media} item={item} />
          {item.caption ? <p className={styles.caption}>{visibleText(item.caption)}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function Playable({ at, run, media, item }: RunView & { readonly media: MediaKey; readonly item: MediaItem }) {
  const address = fileAddress(at, item.path);
  const name = visibleText(item.caption ?? media.key);
  if (media.kind === 'audio') return <audio controls preload="none" src={address} aria-label={name} />;
  if (media.kind === 'video')
    return /\.gif$/i.test(item.path) ? (
      <img src={address} alt={name} />
    ) : (
      <video controls loop playsInline preload="metadata" src={address} aria-label={name} />
    );
  if (media.kind === 'html') return <HtmlFrame at={at} run={run} path={item.path} name={name} />;
  return (
    <Link to="/$entity/$project/runs/$run/files/$" params={{ ...at, _splat: item.path }} className={styles.file}>
      <FileText size={14} aria-hidden="true" />
      <span>{visibleText(media.type)}</span>
      <code>{visibleText(item.path.split('/').at(-1) ?? item.path)}</code>
    </Link>
  );
}
