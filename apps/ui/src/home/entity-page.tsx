import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { projectListQuery } from '../api/projects';
import { useSession } from '../api/session';
import { useDocumentTitle } from '../shell/document-title';
import { LoadingScreen } from '../states/loading-screen';
import { NotFoundScreen } from '../states/not-found-screen';
import styles from './home.module.css';
import { ProjectBrowser } from './project-browser';

/** The projects of one person or team. An entity that the viewer does not belong to and that shows no project is not found. */
export function EntityPage() {
  const { entity = '' } = useParams({ strict: false });
  useDocumentTitle(entity);
  const own = useSession()?.entities.includes(entity) ?? false;
  const all = useQuery(projectListQuery({ search: '', entity, sort: 'lastActivity', descending: true, page: 0 }));
  if (!own && all.isPending) return <LoadingScreen />;
  if (!own && all.data?.total === 0) return <NotFoundScreen />;
  return (
    <div className={`${styles.page} ${styles.single}`}>
      <ProjectBrowser key={entity} title={entity} entity={entity} />
    </div>
  );
}
