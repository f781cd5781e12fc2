import { Redo2, Undo2 } from 'lucide-react';
import { IconButton } from '../controls/button';
import type { EditHistory } from './use-edit-history';

export function UndoButtons({ history }: { readonly history: EditHistory }) {
  return (
    <span style={{ display: 'flex' }}>
      <IconButton label="Undo" disabled={!history.undo} onClick={() => history.undo?.()}>
        <Undo2 size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="Redo" disabled={!history.redo} onClick={() => history.redo?.()}>
        <Redo2 size={15} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
