import { ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import type { WorkspaceDocument } from '@runstead/ui-contract';
import { Button } from '../../controls/button';
import controls from '../../controls/controls.module.css';
import { lazyPart } from '../../controls/lazy-part';
import { NameText } from '../../format/name-text';
import type { SavedViewHandle } from './use-saved-view';
import type { ViewMenuItems as Items } from './view-menu-items';
import styles from './views.module.css';

const ViewMenuItems = lazyPart<Parameters<typeof Items>[0]>(() => import('./view-menu-items').then((module) => module.ViewMenuItems));

interface Props {
  readonly entity: string;
  readonly project: string;
  /** Null is the person's own workspace. */
  readonly view: { readonly id: string; readonly handle: SavedViewHandle } | null;
  readonly document: WorkspaceDocument;
  readonly onReset: (manual: boolean) => void;
}

/** Which view is shown; other views, and what can be done with this one. */
export function ViewMenu(props: Props) {
  const { view } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = view ? view.handle.name : 'My workspace';
  return (
    <span className={styles.views}>
      <span className={controls.anchored}>
        <button
          ref={button}
          type="button"
          className={styles.name}
          aria-haspopup="menu"
          aria-expanded={open}
          aria-label={`View: ${name}`}
          onClick={() => setOpen(true)}
        >
          <NameText name={name} />
          {view?.handle.changed ? <i title="Not saved yet" /> : null}
          <ChevronDown size={14} aria-hidden="true" />
        </button>
        {open ? (
          <ViewMenuItems
            {...props}
            onClose={() => {
              setOpen(false);
              button.current?.focus();
            }}
          />
        ) : null}
      </span>
      {view?.handle.changed ? (
        <Button look="primary" onClick={view.handle.save}>
          Save view
        </Button>
      ) : null}
    </span>
  );
}

export type ViewMenuProps = Props;
