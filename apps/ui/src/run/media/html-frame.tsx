import { useState } from 'react';
import { Button } from '../../controls/button';
import { fileAddress } from '../files/files-api';
import type { RunView } from '../run-view';
import styles from './media.module.css';

/**
 * HTML that a run logged, in a frame without origin: the server's own policy shuts it off as well, should it be opened
 * elsewhere. In public projects, where anybody's run may be looked at, it runs only when asked to.
 */
export function HtmlFrame({ at, run, path, name }: RunView & { readonly path: string; readonly name: string }) {
  const [allowed, setAllowed] = useState(run.privacy !== 'public');
  if (!allowed) return <Button onClick={() => setAllowed(true)}>Run this HTML</Button>;
  return (
    <iframe
      className={styles.frame}
      title={name}
      src={`${fileAddress(at, path)}?sandbox=1`}
      sandbox="allow-scripts"
      loading="lazy"
      referrerPolicy="no-referrer"
    />
  );
}
