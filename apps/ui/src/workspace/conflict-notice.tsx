import { Button } from '../controls/button';
import styles from './workspace.module.css';

interface Props {
  readonly onNewer: () => void;
  readonly onMine: () => void;
}

export function ConflictNotice({ onNewer, onMine }: Props) {
  return (
    <div className={styles.conflict} role="alert">
      <span>This workspace was changed in another window. Your last change is not saved yet.</span>
      <Button onClick={onNewer}>Load the newer one</Button>
      <Button onClick={onMine}>Keep mine</Button>
    </div>
  );
}
