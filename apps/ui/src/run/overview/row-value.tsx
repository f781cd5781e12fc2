import { Link } from '@tanstack/react-router';
import type { RunAddress } from '../../api/runs';
import { formatValue } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { isMedia } from './dotted-rows';
import styles from './overview.module.css';

/** Media and tables are links to their file; the exact value of a number is in its tooltip; a missing key is a dash. */
export function RowValue({ at, value }: { readonly at: RunAddress; readonly value: unknown }) {
  if (isMedia(value)) {
    const path = typeof value['path'] === 'string' ? value['path'] : null;
    if (path === null) return <span className={styles.muted}>{visibleText(value._type)}</span>;
    return (
      <Link to="/$entity/$project/runs/$run/files/$" params={{ ...at, _splat: path }} className={styles.link}>
        {visibleText(value._type)}
      </Link>
    );
  }
  const text = formatValue(value);
  const exact = typeof value === 'number' ? String(value) : undefined;
  return (
    <bdi className={styles.value} title={exact === text ? undefined : exact}>
      {visibleText(text)}
    </bdi>
  );
}
