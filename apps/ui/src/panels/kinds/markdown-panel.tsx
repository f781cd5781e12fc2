import { lazy, Suspense } from 'react';
import type { PanelProps } from '../panel';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';

const Markdown = lazy(() => import('../../run/markdown/markdown'));

/** Notes between the charts; sanitised as everywhere. */
export function MarkdownPanel(props: PanelProps) {
  const text = props.options.markdown?.trim();
  if (!text) return <NeedsFields props={props} text="Nothing written yet" />;
  return (
    <PanelFrame props={props} state="ready">
      <div className={styles.markdown} tabIndex={0}>
        <Suspense fallback={null}>
          <Markdown text={text} />
        </Suspense>
      </div>
    </PanelFrame>
  );
}
