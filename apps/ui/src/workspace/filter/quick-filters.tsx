import type { RunCondition, RunFilterTree } from '@runstead/ui-contract';
import { useSession } from '../../api/session';
import { Button } from '../../controls/button';
import styles from './filter.module.css';
import { joined, partsOf, sameTree } from './filter-rows';

interface Props {
  readonly filter: RunFilterTree | undefined;
  readonly onFilter: (filter: RunFilterTree | undefined) => void;
}

/** Toggles for what is asked most; each is one condition of the filter. */
export function QuickFilters({ filter, onFilter }: Props) {
  const username = useSession()?.username ?? '';
  const quick: readonly { label: string; condition: RunCondition }[] = [
    { label: 'Only my runs', condition: { field: 'author', op: 'eq', value: username } },
    { label: 'Hide crashed and failed', condition: { field: 'state', op: 'nin', value: ['crashed', 'failed'] } },
    { label: 'Running only', condition: { field: 'state', op: 'eq', value: 'running' } },
  ];
  const parts = partsOf(filter);
  return (
    <div className={styles.quick}>
      {quick.map(({ label, condition }) => {
        const on = parts.some((part) => sameTree(part, condition));
        const others = parts.filter((part) => !sameTree(part, condition));
        return (
          <Button
            key={label}
            className={styles.toggle ?? ''}
            aria-pressed={on}
            onClick={() => onFilter(joined(on ? others : [...others, condition]))}
          >
            {label}
          </Button>
        );
      })}
    </div>
  );
}
