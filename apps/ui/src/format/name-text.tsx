import { memo } from 'react';
import { splitForEllipsis } from './middle-ellipsis';
import styles from './name-text.module.css';
import { visibleText } from './visible-text';

/** A name that somebody typed: direction-isolated, cut in the middle where it does not fit, whole in the tooltip. */
export const NameText = memo(function NameText({ name }: { readonly name: string }) {
  const shown = visibleText(name);
  const { start, end } = splitForEllipsis(shown);
  return (
    <bdi className={styles.name} title={shown}>
      <span className={styles.start}>{start}</span>
      {end ? <span className={styles.end}>{end}</span> : null}
    </bdi>
  );
});
