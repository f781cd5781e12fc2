import { visibleText } from '../format/visible-text';
import styles from './artifacts.module.css';

/** Names in frames of their own; `latest` is set apart by its weight. Nothing for an empty list. */
export function AliasList({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <ul className={styles.aliases} aria-label={label}>
      {names.map((name) => (
        <li key={name} data-latest={name === 'latest' ? '' : undefined}>
          <bdi>{visibleText(name)}</bdi>
        </li>
      ))}
    </ul>
  );
}
