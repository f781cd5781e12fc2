import controls from '../../controls/controls.module.css';
import { NameText } from '../../format/name-text';
import { Row, TextField } from './fields';
import type { TabProps } from './panel-editor';
import styles from './editor.module.css';

/** How lines are named, and their colours in this panel. */
export function LegendTab({ draft, set, lines }: TabProps) {
  const colour = (id: string, chosen: string | null): void => {
    const { [id]: _before, ...others } = draft.colours ?? {};
    const next = chosen ? { ...others, [id]: chosen } : others;
    set({ colours: Object.keys(next).length > 0 ? next : undefined });
  };
  return (
    <>
      <Row label="Template">
        <TextField
          label="Legend template"
          mono
          placeholder="${run:displayName}"
          value={draft.legendTemplate}
          onChange={(legendTemplate) => set({ legendTemplate })}
        />
      </Row>
      <p className={controls.hint}>
        <code>{'${run:displayName}'}</code>, <code>{'${run:id}'}</code>, <code>{'${run:createdAt}'}</code>, <code>{'${config:lr}'}</code>,{' '}
        <code>{'${summary:acc}'}</code> and <code>{'${key}'}</code> are filled in.
      </p>
      <ul className={styles.lines} aria-label="Colours of lines">
        {lines.map((line) => (
          <li key={line.id}>
            <input
              type="color"
              aria-label={`Colour of ${line.label} in this panel`}
              value={line.colour}
              onChange={(event) => colour(line.id, event.target.value)}
            />
            <NameText name={line.label} />
            {draft.colours?.[line.id] ? (
              <button type="button" className={styles.reset} onClick={() => colour(line.id, null)}>
                Reset
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
