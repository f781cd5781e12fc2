import type { ProjectArtifacts } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { SearchField } from '../controls/search-field';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import { EmptyRegion } from '../states/empty-region';
import type { ProjectAddress } from './artifacts-api';
import styles from './artifacts.module.css';

interface Props {
  readonly at: ProjectAddress;
  readonly types: ProjectArtifacts['types'];
  /** Chosen ones. */
  readonly type: string | undefined;
  readonly collection: string | undefined;
}

/** Types of artifacts with their collections. A type of the address hides the others. */
export function ArtifactTree({ at, types, type, collection }: Props) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const only = type !== undefined && collection === undefined ? type : null;
  const shown = types
    .filter(({ name }) => only === null || name === only)
    .map((one) => ({ ...one, collections: one.collections.filter(({ name }) => name.toLowerCase().includes(wanted)) }))
    .filter(({ collections }) => collections.length > 0);
  return (
    <nav className={styles.tree} aria-label="Collections">
      <div className={styles.treeHead}>
        <SearchField label="Search collections" value={search} onChange={setSearch} />
        {only === null ? null : (
          <Link to="/$entity/$project/artifacts" params={at} className={styles.all}>
            All types
          </Link>
        )}
      </div>
      {shown.length === 0 ? (
        <EmptyRegion text={wanted === '' ? 'There is no such type.' : `No collection matches “${search.trim()}”.`} />
      ) : null}
      {shown.map(({ name, collections }) => (
        <section key={name} data-section={name}>
          <h2>
            <Link to="/$entity/$project/artifacts/$type" params={{ ...at, type: name }} activeOptions={{ exact: true }}>
              <bdi>{visibleText(name)}</bdi>
            </Link>
            <span>{formatCount(collections.length)}</span>
          </h2>
          <ul>
            {collections.map((one) => (
              <li key={one.name}>
                <Link
                  to="/$entity/$project/artifacts/$type/$collection"
                  params={{ ...at, type: name, collection: one.name }}
                  aria-current={name === type && one.name === collection ? 'page' : undefined}
                  title={visibleText(one.name)}
                >
                  <bdi>{visibleText(one.name)}</bdi>
                  <span>{one.kind === 'portfolio' ? `${formatCount(one.versions)} linked` : `${formatCount(one.versions)} v`}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
