import { Link } from '@tanstack/react-router';
import { visibleText } from '../format/visible-text';
import type { CollectionAddress } from './artifacts-api';
import styles from './artifacts.module.css';

interface Props {
  readonly at: CollectionAddress;
  /** Set on the page of a version: then the collection is a link. */
  readonly version?: string;
}

export function Crumbs({ at: { entity, project, type, collection }, version }: Props) {
  const at = { entity, project };
  return (
    <nav className={styles.crumbs} aria-label="Artifact">
      <Link to="/$entity/$project/artifacts" params={at} activeOptions={{ exact: true }}>
        Artifacts
      </Link>
      <span aria-hidden="true">/</span>
      <Link to="/$entity/$project/artifacts/$type" params={{ ...at, type }} activeOptions={{ exact: true }}>
        <bdi>{visibleText(type)}</bdi>
      </Link>
      {version === undefined ? null : (
        <>
          <span aria-hidden="true">/</span>
          <Link to="/$entity/$project/artifacts/$type/$collection" params={{ ...at, type, collection }} activeOptions={{ exact: true }}>
            <bdi>{visibleText(collection)}</bdi>
          </Link>
        </>
      )}
    </nav>
  );
}
