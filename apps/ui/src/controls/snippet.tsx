import { CopyButton } from './copy-button';
import styles from './controls.module.css';

/** Lines to paste into a terminal or an editor. */
export function Snippet({ text, label = 'Copy' }: { readonly text: string; readonly label?: string }) {
  return (
    <div className={styles.snippet}>
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}
