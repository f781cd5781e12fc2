import { lazy, Suspense, useState } from 'react';
import { Button } from '../../controls/button';
import controls from '../../controls/controls.module.css';
import styles from './overview.module.css';

const Markdown = lazy(() => import('../markdown/markdown'));

const MOST_CHARACTERS = 100_000;

/** The run's notes as Markdown; `Edit` opens the source. Control or Command with Enter saves, Escape discards. */
export function RunDescription({ notes, onChange }: { readonly notes: string | null; readonly onChange: (notes: string) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const edit = (): void => setDraft(notes ?? '');
  if (draft === null)
    return notes === null || notes.trim() === '' ? (
      <button type="button" className={styles.invite} onClick={edit}>
        Add a description
      </button>
    ) : (
      <div className={styles.description}>
        <Suspense fallback={<p className={styles.plainNotes}>{notes}</p>}>
          <Markdown text={notes} />
        </Suspense>
        <button type="button" className={styles.invite} aria-label="Edit description" onClick={edit}>
          Edit
        </button>
      </div>
    );
  const save = (): void => {
    if (draft !== (notes ?? '')) onChange(draft);
    setDraft(null);
  };
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        aria-label="Description"
        autoFocus
        rows={Math.min(16, Math.max(4, draft.split('\n').length + 1))}
        maxLength={MOST_CHARACTERS}
        placeholder="What is this run about? Markdown works."
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      <div className={`${controls.actions} ${styles.editorActions}`}>
        <Button onClick={() => setDraft(null)}>Cancel</Button>
        <Button type="submit" look="primary">
          Save
        </Button>
      </div>
    </form>
  );
}
