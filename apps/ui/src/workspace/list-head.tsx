import type { SortKey } from '../api/run-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { visibleText } from '../format/visible-text';
import { fieldLabel } from './field-label';
import styles from './workspace.module.css';

interface Props {
  readonly columns: readonly string[];
  readonly sort: readonly SortKey[] | undefined;
  readonly onSort: (sort: SortKey[]) => void;
}

/** What the columns are; a click sorts, a second one turns the order round. */
export function ListHead({ columns, sort, onSort }: Props) {
  const sorted = sort?.[0];
  const head = (field: string) => {
    const own = sorted?.field === field ? sorted : null;
    const Arrow = own?.descending ? ArrowDown : ArrowUp;
    const label = field === 'displayName' ? 'Name' : visibleText(fieldLabel(field));
    return (
      <button
        key={field}
        type="button"
        title={own ? `Sorted by ${label}` : `Sort by ${label}`}
        aria-pressed={own !== null}
        onClick={() => onSort([{ field, descending: own ? !own.descending : false }])}
      >
        <bdi>{label}</bdi>
        {own ? <Arrow size={12} aria-label={own.descending ? 'descending' : 'ascending'} /> : null}
      </button>
    );
  };
  return (
    <div className={styles.listHead}>
      {head('displayName')}
      {columns.map(head)}
    </div>
  );
}
