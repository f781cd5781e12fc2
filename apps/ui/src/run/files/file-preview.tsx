import { Link } from '@tanstack/react-router';
import { Download, X } from 'lucide-react';
import type { RunAddress } from '../../api/runs';
import controls from '../../controls/controls.module.css';
import { CopyButton } from '../../controls/copy-button';
import { formatBytes } from '../../format/bytes';
import { TimeText } from '../../format/time-text';
import { visibleText } from '../../format/visible-text';
import { ErrorBoundary } from '../../states/error-boundary';
import { FileContent } from './file-content';
import { fileAddress } from './files-api';
import styles from './files.module.css';
import type { RunFile } from './folder-listing';
import { DIFF_FILE, restoreCommand } from './restore-command';

interface Props {
  readonly at: RunAddress;
  readonly file: RunFile;
  readonly folder: string;
  /** Of git, for the command that restores the code. */
  readonly commit: string | null;
}

/** One file: what it is, its bytes, and as much of it as the page can show. */
export function FilePreview({ at, file, folder, commit }: Props) {
  const name = file.name.split('/').at(-1) ?? file.name;
  const restore = file.name === DIFF_FILE ? restoreCommand(at, commit, true, window.location.origin) : null;
  const up =
    folder === ''
      ? ({ to: '/$entity/$project/runs/$run/$tab', params: { ...at, tab: 'files' } } as const)
      : ({ to: '/$entity/$project/runs/$run/files/$', params: { ...at, _splat: folder } } as const);
  return (
    <section className={styles.preview} aria-label={visibleText(file.name)}>
      <div className={styles.paneHead}>
        <h2 title={visibleText(file.name)}>
          <bdi>{visibleText(name)}</bdi>
        </h2>
        <span className={styles.facts}>
          {formatBytes(file.size)} · <TimeText time={file.updatedAt} />
        </span>
        <span className={styles.previewActions}>
          <CopyButton text={file.name} label="Copy path" />
          {restore === null ? null : <CopyButton text={restore} label="Copy restore command" />}
          <a className={controls.button} href={fileAddress(at, file.name, true)} download={name}>
            <Download size={14} aria-hidden="true" />
            Download
          </a>
          <Link {...up} className={controls.icon} aria-label="Close preview" title="Close preview">
            <X size={16} aria-hidden="true" />
          </Link>
        </span>
      </div>
      <div className={styles.content}>
        <ErrorBoundary text="This file cannot be shown">
          <FileContent at={at} file={file} />
        </ErrorBoundary>
      </div>
    </section>
  );
}
