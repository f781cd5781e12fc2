import { ChevronDown } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { visibleText } from '../format/visible-text';
import styles from './panels.module.css';

interface Props {
  readonly name: string;
  readonly count: number;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

export function PanelSectionView({ name, count, open, onToggle, children }: Props) {
  const id = useId();
  return (
    <section data-section={name} aria-label={name}>
      <button type="button" className={styles.sectionHead} aria-expanded={open} aria-controls={id} onClick={onToggle}>
        <ChevronDown size={14} aria-hidden="true" />
        <h2>
          <bdi>{visibleText(name)}</bdi>
        </h2>
        <span>{count}</span>
      </button>
      <div id={id} className={styles.gridFrame} hidden={!open}>
        {open ? <div className={styles.grid}>{children}</div> : null}
      </div>
    </section>
  );
}
