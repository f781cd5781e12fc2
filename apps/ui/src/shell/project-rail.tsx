import { Link, useMatchRoute } from '@tanstack/react-router';
import { ChartLine, Package, SlidersHorizontal, Table2 } from 'lucide-react';
import styles from './shell.module.css';

/** Only screens that exist have an entry. */
export function ProjectRail({ entity, project }: { readonly entity: string; readonly project: string }) {
  const matches = useMatchRoute();
  const other = (['/$entity/$project/artifacts', '/$entity/$project/sweeps', '/$entity/$project/table'] as const).some(
    (to) => matches({ to, fuzzy: true }) !== false,
  );
  return (
    <nav className={styles.rail} aria-label="Project">
      <Link
        to="/$entity/$project"
        params={{ entity, project }}
        activeOptions={{ exact: other }}
        activeProps={{ 'aria-current': 'page' }}
        title="Workspace"
      >
        <ChartLine size={16} aria-hidden="true" />
        <span>Workspace</span>
      </Link>
      <Link to="/$entity/$project/table" params={{ entity, project }} activeProps={{ 'aria-current': 'page' }} title="Runs table">
        <Table2 size={16} aria-hidden="true" />
        <span>Table</span>
      </Link>
      <Link to="/$entity/$project/artifacts" params={{ entity, project }} activeProps={{ 'aria-current': 'page' }} title="Artifacts">
        <Package size={16} aria-hidden="true" />
        <span>Artifacts</span>
      </Link>
      <Link to="/$entity/$project/sweeps" params={{ entity, project }} activeProps={{ 'aria-current': 'page' }} title="Sweeps">
        <SlidersHorizontal size={16} aria-hidden="true" />
        <span>Sweeps</span>
      </Link>
    </nav>
  );
}
