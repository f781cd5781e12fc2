import { useState } from 'react';
import type { RunAddress } from '../../api/runs';
import { Button } from '../../controls/button';
import { NameText } from '../../format/name-text';
import { formatCount } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import type { ComparedRow } from './compared-rows';
import styles from './overview.module.css';
import { RowValue } from './row-value';

export interface OtherRun {
  readonly at: RunAddress;
  readonly displayName: string;
}

interface Props {
  readonly at: RunAddress;
  readonly name: string;
  readonly other: OtherRun;
  readonly rows: readonly ComparedRow[];
}

const FIRST_ROWS = 200;

/** Both values of each key side by side; a key that one run lacks shows a dash and differs. */
export function ComparedTable({ at, name, other, rows }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <div className={styles.scroll}>
      <table className={styles.compared}>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">
              <NameText name={name} />
            </th>
            <th scope="col">
              <NameText name={other.displayName} />
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.path.join('\u0000')} data-differs={row.differs ? '' : undefined}>
              <th scope="row">
                <bdi>{visibleText(row.name)}</bdi>
                {row.differs ? <span className="visually-hidden"> (differs)</span> : null}
              </th>
              <td>
                <RowValue at={at} value={row.mine} />
              </td>
              <td>
                <RowValue at={other.at} value={row.theirs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length ? (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show all {formatCount(rows.length)}
        </Button>
      ) : null}
    </div>
  );
}
