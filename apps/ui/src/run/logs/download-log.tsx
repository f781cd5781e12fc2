import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../controls/button';
import { formatPercent } from '../../format/number';
import { isLive } from '../../runs/run-state';
import { useShowToast } from '../../shell/toasts';
import type { RunView } from '../run-view';
import { saveAs } from '../save-as';
import styles from './logs.module.css';
import { wholeLog } from './whole-log';

/** Saves the complete log; while the run goes on, what there is so far. */
export function DownloadLog({ at, run }: RunView) {
  const showToast = useShowToast();
  const [share, setShare] = useState<number | null>(null);
  const download = async (): Promise<void> => {
    setShare(0);
    try {
      saveAs(await wholeLog(at, setShare), `${run.displayName}-output.log`);
    } catch (error) {
      showToast({ text: `The log was not downloaded: ${error instanceof Error ? error.message : 'unknown reason'}`, tone: 'error' });
    } finally {
      setShare(null);
    }
  };
  const label = isLive(run.state) ? 'Download so far' : 'Download full log';
  return (
    <Button disabled={share !== null} aria-label={label} title={label} onClick={() => void download()}>
      <Download size={14} aria-hidden="true" />
      {share !== null && share > 0 ? formatPercent(share) : <span className={styles.downloadLabel}>{label}</span>}
    </Button>
  );
}
