import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { RunAddress } from '../../api/runs';
import { visibleText } from '../../format/visible-text';
import styles from './files.module.css';
import { pathSteps } from './folder-listing';

/** The folders above, each a link. */
export function FileCrumbs({ at, folder }: { readonly at: RunAddress; readonly folder: string }) {
  return (
    <nav className={styles.crumbs} aria-label="Folder">
      <Link to="/$entity/$project/runs/$run/$tab" params={{ ...at, tab: 'files' }}>
        Files
      </Link>
      {pathSteps(folder).map((step) => (
        <Fragment key={step.path}>
          <span aria-hidden="true">/</span>
          <Link to="/$entity/$project/runs/$run/files/$" params={{ ...at, _splat: step.path }}>
            <bdi>{visibleText(step.name)}</bdi>
          </Link>
        </Fragment>
      ))}
    </nav>
  );
}
