import { ChevronDown, EllipsisVertical, Plus } from 'lucide-react';
import { useId, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { IconButton } from '../controls/button';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import { visibleText } from '../format/visible-text';
import type { SectionMenuItems as Items } from './layout/section-menu-items';
import type { SectionNameInput as NameInput } from './layout/section-name-input';
import styles from './panels.module.css';

const SectionMenuItems = lazyPart<Parameters<typeof Items>[0]>(() =>
  import('./layout/section-menu-items').then((module) => module.SectionMenuItems),
);
const SectionNameInput = lazyPart<Parameters<typeof NameInput>[0]>(() =>
  import('./layout/section-name-input').then((module) => module.SectionNameInput),
);

/** What a person can do to a section. */
export interface SectionActions {
  readonly add: (name: string) => void;
  readonly rename: (name: string, next: string) => void;
  readonly sort: (name: string) => void;
  readonly columns: (name: string, columns: number | undefined) => void;
  readonly insert: (name: string, where: 'above' | 'below') => void;
  readonly move: (name: string, by: 1 | -1) => void;
  readonly remove: (name: string) => void;
}

interface Props {
  readonly name: string;
  readonly count: number;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly columns?: number | undefined;
  readonly height?: number | undefined;
  /** Absent where nothing can be arranged. */
  readonly actions?: SectionActions | undefined;
  readonly taken?: readonly string[] | undefined;
  readonly children: ReactNode;
}

export function PanelSectionView({ name, count, open, onToggle, columns, height, actions, taken = [], children }: Props) {
  const id = useId();
  const [menu, setMenu] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const kebab = useRef<HTMLButtonElement>(null);
  const look = { ...(columns ? { '--columns': columns } : {}), ...(height ? { '--panel-height': `${height}px` } : {}) } as CSSProperties;
  return (
    <section data-section={name} aria-label={name} className={styles.section}>
      <div className={styles.sectionRow}>
        {renaming && actions ? (
          <SectionNameInput
            name={name}
            taken={taken}
            onDone={(next) => {
              setRenaming(false);
              if (next !== null) actions.rename(name, next);
            }}
          />
        ) : (
          <button type="button" className={styles.sectionHead} aria-expanded={open} aria-controls={id} onClick={onToggle}>
            <ChevronDown size={14} aria-hidden="true" />
            <h2>
              <bdi>{visibleText(name)}</bdi>
            </h2>
            <span>{count}</span>
          </button>
        )}
        {actions ? (
          <div className={styles.sectionActions}>
            <IconButton label={`Add panel to ${name}`} small onClick={() => actions.add(name)}>
              <Plus size={14} aria-hidden="true" />
            </IconButton>
            <span className={controls.anchored}>
              <IconButton
                ref={kebab}
                label={`Actions for section ${name}`}
                small
                aria-haspopup="menu"
                aria-expanded={menu}
                onClick={() => setMenu(true)}
              >
                <EllipsisVertical size={14} aria-hidden="true" />
              </IconButton>
              {menu ? (
                <SectionMenuItems
                  name={name}
                  columns={columns}
                  actions={actions}
                  onRename={() => setRenaming(true)}
                  onClose={() => {
                    setMenu(false);
                    kebab.current?.focus();
                  }}
                />
              ) : null}
            </span>
          </div>
        ) : null}
      </div>
      <div id={id} className={styles.gridFrame} hidden={!open}>
        {open ? (
          <div className={styles.grid} style={look} data-columns={columns} data-grid={name}>
            {children}
          </div>
        ) : null}
      </div>
    </section>
  );
}
