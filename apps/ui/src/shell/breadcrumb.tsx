import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { runQuery } from '../api/runs';
import styles from './shell.module.css';

export function Breadcrumb() {
  const { entity, project, run } = useParams({ strict: false });
  if (!entity) return <div className={styles.breadcrumb} />;
  return (
    <nav className={styles.breadcrumb} aria-label="Breadcrumb">
      <ol>
        <li>
          <Link to="/$entity" params={{ entity }} aria-current={project ? undefined : 'page'}>
            <bdi>{entity}</bdi>
          </Link>
        </li>
        {project ? (
          <li>
            <Link to="/$entity/$project" params={{ entity, project }} aria-current={run ? undefined : 'page'}>
              <bdi>{project}</bdi>
            </Link>
          </li>
        ) : null}
        {project && run ? (
          <li>
            <RunCrumb entity={entity} project={project} run={run} />
          </li>
        ) : null}
      </ol>
    </nav>
  );
}

function RunCrumb(at: { readonly entity: string; readonly project: string; readonly run: string }) {
  const name = useQuery(runQuery(at)).data?.displayName ?? at.run;
  return (
    <Link to="/$entity/$project/runs/$run" params={at} aria-current="page" title={name}>
      <bdi>{name}</bdi>
    </Link>
  );
}
