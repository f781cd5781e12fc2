import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { statusOf } from '../api/answer';
import { useLiveTopic } from '../api/live';
import { projectQuery } from '../api/projects';
import { useDocumentTitle } from '../shell/document-title';
import { LoadingScreen } from '../states/loading-screen';
import { NotFoundScreen } from '../states/not-found-screen';
import { ConflictNotice } from '../workspace/conflict-notice';
import { useWorkspaceDocument } from '../workspace/use-workspace-document';
import { useSavedView } from '../workspace/views/use-saved-view';
import { RunsTable } from './runs-table';

/** The runs of a project over the full width: the same runs, filter, order and columns as beside the charts. */
export function TablePage() {
  const { entity = '', project = '' } = useParams({ strict: false });
  const status = statusOf(useQuery(projectQuery(entity, project)).error);
  if (status === 404 || status === 403) return <NotFoundScreen />;
  return <Loaded key={`${entity}/${project}`} entity={entity} project={project} />;
}

function Loaded({ entity, project }: { readonly entity: string; readonly project: string }) {
  useDocumentTitle(`Runs of ${project}`);
  useLiveTopic(entity, project);
  const { nw } = useSearch({ strict: false });
  const personal = useWorkspaceDocument(entity, project);
  const saved = useSavedView(entity, project, nw);
  const workspace = saved ?? personal;
  if (saved?.missing) return <NotFoundScreen />;
  if (!workspace.loaded) return <LoadingScreen />;
  return (
    <RunsTable
      entity={entity}
      project={project}
      document={workspace.document}
      onChange={workspace.change}
      notice={workspace.conflict ? <ConflictNotice onNewer={workspace.conflict.loadNewer} onMine={workspace.conflict.keepMine} /> : null}
    />
  );
}
