import { memo } from 'react';
import { splitForEllipsis } from './middle-ellipsis';
import styles from './name-text.module.css';
import { visibleText } from './visible-text';

/**
 * A name that somebody typed: direction-isolated, cut in the middle where it does not fit, whole in the tooltip. The
 * halves are drawn by CSS, so that search, copying and assistive tech have the name once and whole.
 */
export const NameText = memo(function NameText({ name }: { readonly name: string }) {
  const shown = visibleText(name);
  const { start, end } = splitForEllipsis(shown);
  if (!end)
    return (
      <bdi className={styles.short} title={shown}>
        {shown}
      </bdi>
    );
  return (
    <bdi className={styles.name} title={shown}>
      <span className="visually-hidden">{shown}</span>
      <span className={styles.start} data-text={start} aria-hidden="true" />
      <span className={styles.end} data-text={end} aria-hidden="true" />
    </bdi>
  );
});
