import { Link } from '@tanstack/react-router';
import { ChartLine } from 'lucide-react';
import styles from './shell.module.css';

/** Only screens that exist have an entry. */
export function ProjectRail({ entity, project }: { readonly entity: string; readonly project: string }) {
  return (
    <nav className={styles.rail} aria-label="Project">
      <Link to="/$entity/$project" params={{ entity, project }} activeProps={{ 'aria-current': 'page' }} title="Workspace">
        <ChartLine size={16} aria-hidden="true" />
        <span>Workspace</span>
      </Link>
    </nav>
  );
}
