import { Link } from '@tanstack/react-router';
import { Eye, EyeOff, Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { IconButton } from '../controls/button';
import { lazyPart } from '../controls/lazy-part';
import { NameText } from '../format/name-text';
import { visibleText } from '../format/visible-text';
import { RunNameInput } from '../runs/run-name-input';
import { isLive, RUN_STATES } from '../runs/run-state';
import { RunStateIcon } from '../runs/run-state-icon';
import { columnText } from '../workspace/column-text';
import type { ListedRun } from '../workspace/use-runs';
import type { NotesEditor as Notes, TagsEditor as Tags } from './cell-editors';
import type { RowActions } from './grid-actions';
import styles from './runs-table.module.css';
import { NAME } from './table-columns';

const NotesEditor = lazyPart<Parameters<typeof Notes>[0]>(() => import('./cell-editors').then((module) => module.NotesEditor));
const TagsEditor = lazyPart<Parameters<typeof Tags>[0]>(() => import('./cell-editors').then((module) => module.TagsEditor));

export interface RunCellProps {
  readonly entity: string;
  readonly project: string;
  readonly run: ListedRun;
  readonly field: string;
  readonly colour: string;
  readonly shown: boolean;
  readonly selected: boolean;
  readonly actions: RowActions;
}

/** What is inside a cell of a run; name, notes and tags can be edited in place. */
export function RunCell(props: RunCellProps) {
  const { run, field, actions } = props;
  if (field === NAME) return <NameCell {...props} />;
  if (field === 'state')
    return (
      <span className={styles.state} data-fits="">
        <RunStateIcon state={run.state} />
        {run.stopRequested && isLive(run.state) ? 'Stopping…' : RUN_STATES[run.state].label}
      </span>
    );
  if (field === 'tags')
    return (
      <Editable label={`Edit tags of ${run.displayName}`} shown={<TagChips tags={run.tags} />}>
        {(onClose) => <TagsEditor tags={run.tags} onTags={(tags) => actions.describe(run, { tags: [...tags] })} onClose={onClose} />}
      </Editable>
    );
  if (field === 'notes')
    return (
      <Editable label={`Edit notes of ${run.displayName}`} shown={<CellText text={(run.notes ?? '').replace(/\s*\n\s*/g, ' ')} />}>
        {(onClose) => (
          <NotesEditor
            notes={run.notes ?? ''}
            onDone={(notes) => {
              if (notes !== null) actions.describe(run, { notes });
              onClose();
            }}
          />
        )}
      </Editable>
    );
  return <CellText text={columnText(run, field).text} />;
}

function CellText({ text }: { readonly text: string }) {
  const shown = visibleText(text);
  return (
    <bdi className={styles.text} title={shown === '—' ? undefined : shown} data-fits="" data-missing={shown === '—' || undefined}>
      {shown}
    </bdi>
  );
}

function TagChips({ tags }: { readonly tags: readonly string[] }) {
  return (
    <span className={styles.chips} data-fits="" title={tags.map(visibleText).join(', ')}>
      {tags.map((tag) => (
        <bdi key={tag} className={styles.chip}>
          {visibleText(tag)}
        </bdi>
      ))}
    </span>
  );
}

interface EditableProps {
  readonly label: string;
  readonly shown: ReactNode;
  readonly children: (onClose: () => void) => ReactNode;
}

function Editable({ label, shown, children }: EditableProps) {
  const [open, setOpen] = useState(false);
  return (
    <span className={styles.editable} onDoubleClick={() => setOpen(true)}>
      {shown}
      <button type="button" tabIndex={-1} className={styles.pencil} aria-label={label} data-edit="" onClick={() => setOpen(true)}>
        <Pencil size={12} aria-hidden="true" />
      </button>
      {open ? <span className={styles.editorAnchor}>{children(() => setOpen(false))}</span> : null}
    </span>
  );
}

function NameCell({ entity, project, run, colour, shown, selected, actions }: RunCellProps) {
  const [editing, setEditing] = useState(false);
  const name = visibleText(run.displayName);
  return (
    <span className={styles.name}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={`Select ${name}`}
        checked={selected}
        onClick={(event) => actions.select(run.name, event.shiftKey)}
        onChange={() => undefined}
      />
      <IconButton
        label={`${shown ? 'Hide' : 'Show'} ${name}`}
        small
        tabIndex={-1}
        className={styles.eye ?? ''}
        aria-pressed={shown}
        onClick={() => actions.setEye(run.name, !shown)}
      >
        {shown ? <Eye size={14} aria-hidden="true" /> : <EyeOff size={14} aria-hidden="true" />}
      </IconButton>
      <i className={styles.swatch} style={shown ? { background: colour, borderColor: colour } : {}} aria-hidden="true" />
      {editing ? (
        <RunNameInput
          name={run.displayName}
          look="row"
          onDone={(next) => {
            setEditing(false);
            if (next !== null) actions.rename(run, next);
          }}
        />
      ) : (
        <>
          <Link
            to="/$entity/$project/runs/$run"
            params={{ entity, project, run: run.name }}
            tabIndex={-1}
            className={styles.link}
            preload={false}
            data-fits=""
          >
            <NameText name={run.displayName} />
          </Link>
          <button
            type="button"
            tabIndex={-1}
            className={styles.pencil}
            aria-label={`Rename ${name}`}
            data-edit=""
            onClick={() => setEditing(true)}
          >
            <Pencil size={12} aria-hidden="true" />
          </button>
        </>
      )}
    </span>
  );
}
