import { Download } from 'lucide-react';
import { runPath } from '../../api/runs';
import controls from '../../controls/controls.module.css';
import { isLive } from '../../runs/run-state';
import type { RunView } from '../run-view';
import styles from './logs.module.css';

/** Saves the complete log; while the run goes on, what there is so far. The server streams and names it. */
export function DownloadLog({ at, run }: RunView) {
  const label = isLive(run.state) ? 'Download so far' : 'Download full log';
  return (
    <a className={controls.button} href={runPath(at, 'console', 'download')} download aria-label={label} title={label}>
      <Download size={14} aria-hidden="true" />
      <span className={styles.downloadLabel}>{label}</span>
    </a>
  );
}
