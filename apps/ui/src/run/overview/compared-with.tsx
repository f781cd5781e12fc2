import type { RunDocument } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { RunAddress } from '../../api/runs';
import controls from '../../controls/controls.module.css';
import { NameText } from '../../format/name-text';
import styles from './overview.module.css';

interface Props {
  readonly at: RunAddress;
  readonly other: RunDocument | null;
  readonly problem: string | null;
}

/** Says what the two columns below are, and ends the comparison. */
export function ComparedWith({ at, other, problem }: Props) {
  return (
    <p className={styles.comparing} role="status">
      {problem ??
        (other ? (
          <>
            Compared with{' '}
            <Link to="/$entity/$project/runs/$run/$tab" params={{ ...at, run: other.name, tab: 'overview' }} className={styles.link}>
              <NameText name={other.displayName} />
            </Link>
          </>
        ) : (
          'Loading the other run…'
        ))}
      <Link
        to="/$entity/$project/runs/$run/$tab"
        params={{ ...at, tab: 'overview' }}
        className={`${controls.icon} ${controls.small}`}
        aria-label="End comparison"
        title="End comparison"
      >
        <X size={14} aria-hidden="true" />
      </Link>
    </p>
  );
}
