import { useState } from 'react';
import type { RunAddress } from '../../api/runs';
import { Button } from '../../controls/button';
import { formatCount } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import type { DottedRow } from './dotted-rows';
import styles from './overview.module.css';
import { RowValue } from './row-value';

const FIRST_ROWS = 100;

/** One row a leaf: the path that it shares with others is quieter than its own name. */
export function DocumentRows({ at, rows }: { readonly at: RunAddress; readonly rows: readonly DottedRow[] }) {
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <>
      <dl className={styles.rows}>
        {shown.map((row) => (
          <div key={row.path.join('\u0000')} className={styles.row}>
            <dt title={visibleText(row.name)}>
              <bdi>
                {row.path.length > 1 ? <span className={styles.prefix}>{visibleText(row.path.slice(0, -1).join('.'))}.</span> : null}
                {visibleText(row.path.at(-1) ?? '')}
              </bdi>
            </dt>
            <dd>
              <RowValue at={at} value={row.value} />
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < rows.length ? (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show all {formatCount(rows.length)}
        </Button>
      ) : null}
    </>
  );
}
