import { useDocumentTitle } from '../shell/document-title';
import styles from './home.module.css';
import { ProjectBrowser } from './project-browser';
import { RunningNow } from './running-now';

export function HomePage() {
  useDocumentTitle('Projects');
  return (
    <div className={styles.page}>
      <ProjectBrowser title="Projects" />
      <RunningNow />
    </div>
  );
}
