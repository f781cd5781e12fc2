import type { RunFilterTree } from '@runstead/ui-contract';
import { X } from 'lucide-react';
import { visibleText } from '../../format/visible-text';
import { conditionText } from './condition-text';
import styles from './filter.module.css';
import { isCondition, joined, partsOf } from './filter-rows';

interface Props {
  readonly filter: RunFilterTree | undefined;
  readonly onFilter: (filter: RunFilterTree | undefined) => void;
}

/** The active conditions, each removable. */
export function FilterChips({ filter, onFilter }: Props) {
  const parts = partsOf(filter);
  if (parts.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label="Active filters">
      {parts.map((part, i) => {
        const text = treeText(part);
        return (
          <li key={text}>
            <bdi title={visibleText(text)}>{visibleText(text)}</bdi>
            <button type="button" aria-label={`Remove ${text}`} onClick={() => onFilter(joined(parts.filter((_, k) => k !== i)))}>
              <X size={12} aria-hidden="true" />
            </button>
          </li>
        );
      })}
      {parts.length > 1 ? (
        <li>
          <button type="button" className={styles.clear} onClick={() => onFilter(undefined)}>
            Clear all
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function treeText(tree: RunFilterTree): string {
  if (isCondition(tree)) return conditionText(tree);
  if ('not' in tree) return `not (${treeText(tree.not)})`;
  return 'or' in tree ? tree.or.map(treeText).join(' or ') : tree.and.map(treeText).join(' and ');
}
