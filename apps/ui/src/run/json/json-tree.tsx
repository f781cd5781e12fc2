import { visibleText } from '../../format/visible-text';
import styles from './json-tree.module.css';

/** Children beyond this many stay closed behind one line until asked for: a list of a million numbers is no page. */
const MOST_CHILDREN = 200;

interface Props {
  readonly value: unknown;
  /** Levels that start open. */
  readonly open?: number;
}

/** A JSON value as a tree that opens and closes. Values are text; nothing in them is interpreted. */
export function JsonTree({ value, open = 2 }: Props) {
  return (
    <div className={styles.tree}>
      <JsonNode name={null} value={value} open={open} />
    </div>
  );
}

function JsonNode({ name, value, open }: { readonly name: string | null; readonly value: unknown; readonly open: number }) {
  if (typeof value !== 'object' || value === null)
    return (
      <div className={styles.leaf}>
        <JsonName name={name} />
        <span data-kind={value === null ? 'null' : typeof value}>{leafText(value)}</span>
      </div>
    );
  const list = Array.isArray(value);
  const entries: [string, unknown][] = list ? value.slice(0, MOST_CHILDREN).map((v, i) => [String(i), v]) : Object.entries(value);
  const count = list ? value.length : entries.length;
  if (count === 0)
    return (
      <div className={styles.leaf}>
        <JsonName name={name} />
        <span>{list ? '[]' : '{}'}</span>
      </div>
    );
  return (
    <details className={styles.branch} open={open > 0}>
      <summary>
        <JsonName name={name} />
        <span className={styles.count}>{list ? `[${count}]` : `{${count}}`}</span>
      </summary>
      {entries.slice(0, MOST_CHILDREN).map(([key, child]) => (
        <JsonNode key={key} name={key} value={child} open={open - 1} />
      ))}
      {count > MOST_CHILDREN ? <div className={styles.more}>and {(count - MOST_CHILDREN).toLocaleString('en-US')} more</div> : null}
    </details>
  );
}

const leafText = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'string' ? JSON.stringify(visibleText(value)) : String(value);

function JsonName({ name }: { readonly name: string | null }) {
  return name === null ? null : <bdi className={styles.name}>{visibleText(name)}:</bdi>;
}
