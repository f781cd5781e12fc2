import { useMemo } from 'react';
import { formatCount } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { readDelimited } from './delimited-text';
import styles from './files.module.css';

const MOST_ROWS = 1_000;

/** CSV or TSV as a table, its first rows. */
export function TableText({ text, delimiter }: { readonly text: string; readonly delimiter: ',' | '\t' }) {
  const table = useMemo(() => readDelimited(text, delimiter, MOST_ROWS), [text, delimiter]);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            {table.header.map((cell, i) => (
              <th key={i} scope="col">
                {visibleText(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{visibleText(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.cut ? <p className={styles.cut}>The first {formatCount(MOST_ROWS)} rows. Download the file for all of them.</p> : null}
    </>
  );
}
