import { useMemo } from 'react';
import { JsonTree } from '../json/json-tree';
import { CodeText } from './code-text';
import styles from './files.module.css';

/** JSON as a tree; what is not JSON after all (such as bare NaN) as the text that it is. */
export function JsonFile({ text }: { readonly text: string }) {
  const parsed = useMemo(() => {
    try {
      return { value: JSON.parse(text) as unknown };
    } catch {
      return null;
    }
  }, [text]);
  if (!parsed) return <CodeText text={text} diff={false} />;
  return (
    <div className={styles.prose}>
      <JsonTree value={parsed.value} open={2} />
    </div>
  );
}
