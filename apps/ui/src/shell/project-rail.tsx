import { Link, useMatchRoute } from '@tanstack/react-router';
import { ChartLine, Package } from 'lucide-react';
import styles from './shell.module.css';

/** Only screens that exist have an entry. */
export function ProjectRail({ entity, project }: { readonly entity: string; readonly project: string }) {
  const artifacts = useMatchRoute()({ to: '/$entity/$project/artifacts', fuzzy: true }) !== false;
  return (
    <nav className={styles.rail} aria-label="Project">
      <Link
        to="/$entity/$project"
        params={{ entity, project }}
        activeOptions={{ exact: artifacts }}
        activeProps={{ 'aria-current': 'page' }}
        title="Workspace"
      >
        <ChartLine size={16} aria-hidden="true" />
        <span>Workspace</span>
      </Link>
      <Link to="/$entity/$project/artifacts" params={{ entity, project }} activeProps={{ 'aria-current': 'page' }} title="Artifacts">
        <Package size={16} aria-hidden="true" />
        <span>Artifacts</span>
      </Link>
    </nav>
  );
}
