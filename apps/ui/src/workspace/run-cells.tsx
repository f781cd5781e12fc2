import { visibleText } from '../format/visible-text';
import { columnText } from './column-text';
import type { ListedRun } from './use-runs';
import styles from './workspace.module.css';

/** The values that follow a run's name. */
export function RunCells({ run, columns }: { readonly run: ListedRun; readonly columns: readonly string[] }) {
  return columns.map((field) => {
    const { text, numeric } = columnText(run, field);
    return (
      <span key={field} className={styles.cell} data-numeric={numeric || undefined} title={`${field}: ${visibleText(text)}`}>
        <bdi>{visibleText(text)}</bdi>
      </span>
    );
  });
}
