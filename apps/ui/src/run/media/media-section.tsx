import { Link } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import type { RunAddress } from '../../api/runs';
import { formatCount } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { fileAddress } from '../files/files-api';
import type { Media, MediaItem } from './media-of-summary';
import styles from './media.module.css';

/** The newest media of each key. Kinds that need a viewer of their own are links to their file. */
export function MediaSection({ at, media }: { readonly at: RunAddress; readonly media: readonly Media[] }) {
  return (
    <section className={styles.section} data-section="Media" aria-labelledby="media-title">
      <h2 id="media-title">
        Media <span className={styles.count}>{formatCount(media.length)}</span>
        <span className={styles.note}>the newest of each</span>
      </h2>
      <div className={styles.panels}>
        {media.map((one) => (
          <MediaPanel key={one.key} at={at} media={one} />
        ))}
      </div>
    </section>
  );
}

function MediaPanel({ at, media }: { readonly at: RunAddress; readonly media: Media }) {
  return (
    <figure className={styles.panel} data-key={media.key}>
      <figcaption className={styles.title} title={visibleText(media.key)}>
        <bdi>{visibleText(media.key)}</bdi>
      </figcaption>
      <ul className={styles.items} data-kind={media.kind}>
        {media.items.map((item, i) => (
          <li key={i}>
            <MediaView at={at} media={media} item={item} />
            {item.caption ? (
              <p className={styles.caption}>
                <bdi>{visibleText(item.caption)}</bdi>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </figure>
  );
}

function MediaView({ at, media, item }: { readonly at: RunAddress; readonly media: Media; readonly item: MediaItem }) {
  const address = fileAddress(at, item.path);
  const file = { to: '/$entity/$project/runs/$run/files/$', params: { ...at, _splat: item.path } } as const;
  const name = item.caption ?? media.key;
  if (media.kind === 'image')
    return (
      <Link {...file} title="Open the file">
        <img src={address} alt={visibleText(name)} loading="lazy" />
      </Link>
    );
  if (media.kind === 'audio') return <audio controls preload="none" src={address} aria-label={visibleText(name)} />;
  if (media.kind === 'video') return <video controls preload="metadata" src={address} aria-label={visibleText(name)} />;
  return (
    <Link {...file} className={styles.file}>
      <FileText size={14} aria-hidden="true" />
      <span>{visibleText(media.type)}</span>
      <code>{visibleText(item.path.split('/').at(-1) ?? item.path)}</code>
    </Link>
  );
}
