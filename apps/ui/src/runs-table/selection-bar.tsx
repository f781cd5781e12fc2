import { Eye, EyeOff, Square, Tag, Trash2, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '../controls/button';
import { ConfirmDialog } from '../controls/confirm-dialog';
import controls from '../controls/controls.module.css';
import { formatCount } from '../format/number';
import { DeleteDialog } from './delete-dialog';
import styles from './runs-table.module.css';
import { TagPopover } from './tag-popover';
import type { BulkActions } from './use-bulk-actions';

interface Props {
  readonly names: readonly string[];
  readonly matching: number;
  readonly bulk: BulkActions;
  readonly onEyes: (shown: boolean) => void;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
}

/** What happens to the chosen runs together. */
export function SelectionBar({ names, matching, bulk, onEyes, onSelectAll, onClear }: Props) {
  const [open, setOpen] = useState<'tag' | 'stop' | 'delete' | null>(null);
  const tagButton = useRef<HTMLButtonElement>(null);
  const busy = bulk.progress !== null;
  const close = (): void => setOpen(null);
  return (
    <div className={styles.selectionBar} role="toolbar" aria-label="Chosen runs">
      <strong className="numeric" role="status">
        {formatCount(names.length)} selected
      </strong>
      <Button look="quiet" onClick={() => onEyes(true)}>
        <Eye size={14} aria-hidden="true" /> Show
      </Button>
      <Button look="quiet" onClick={() => onEyes(false)}>
        <EyeOff size={14} aria-hidden="true" /> Hide
      </Button>
      <span className={controls.anchored}>
        <Button
          ref={tagButton}
          look="quiet"
          disabled={busy}
          aria-haspopup="dialog"
          aria-expanded={open === 'tag'}
          onClick={() => setOpen('tag')}
        >
          <Tag size={14} aria-hidden="true" /> Tag
        </Button>
        {open === 'tag' ? (
          <TagPopover
            onTag={(tag, on) => {
              close();
              void bulk.tag(names, tag, on);
            }}
            onClose={() => {
              close();
              tagButton.current?.focus();
            }}
          />
        ) : null}
      </span>
      <Button look="quiet" disabled={busy} onClick={() => setOpen('stop')}>
        <Square size={13} aria-hidden="true" /> Stop
      </Button>
      <Button look="quiet" disabled={busy} onClick={() => setOpen('delete')}>
        <Trash2 size={14} aria-hidden="true" /> Delete
      </Button>
      {names.length < matching ? (
        <Button look="quiet" onClick={onSelectAll}>
          Select all {formatCount(matching)} matching
        </Button>
      ) : null}
      <IconButton label="Clear selection" small onClick={onClear}>
        <X size={14} aria-hidden="true" />
      </IconButton>
      {bulk.progress ? (
        <span className={styles.progress} role="status">
          {bulk.progress.what} {formatCount(bulk.progress.done)} of {formatCount(bulk.progress.total)}
        </span>
      ) : null}
      {open === 'stop' ? (
        <ConfirmDialog
          title={`Stop ${formatCount(names.length)} ${names.length === 1 ? 'run' : 'runs'}?`}
          opened
          action="Stop runs"
          onConfirm={() => {
            close();
            void bulk.stop(names);
          }}
          onClose={close}
        >
          The processes of those that are running are asked to end; it may take up to a minute.
        </ConfirmDialog>
      ) : null}
      {open === 'delete' ? (
        <DeleteDialog
          count={names.length}
          onDelete={() => {
            close();
            void bulk.remove(names).then(onClear);
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
