import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { statusOf } from '../api/answer';
import { TabSkeleton } from '../run/tab-skeleton';
import { useDocumentTitle } from '../shell/document-title';
import { EmptyRegion } from '../states/empty-region';
import { ErrorBoundary } from '../states/error-boundary';
import { ErrorRegion } from '../states/error-region';
import { NotFoundScreen } from '../states/not-found-screen';
import { Snippet } from '../controls/snippet';
import { ArtifactTree } from './artifact-tree';
import { projectArtifactsQuery } from './artifacts-api';
import styles from './artifacts.module.css';
import { CollectionView } from './collection-view';
import { VersionView } from './version-view';

const FIRST_ARTIFACT = `with wandb.init(project="…") as run:
    artifact = wandb.Artifact("numbers", type="dataset")
    artifact.add_dir("data")
    run.log_artifact(artifact)`;

/** A project's artifacts: types and collections at the left, the chosen collection or version at the right. */
export function ArtifactsPage() {
  const { entity = '', project = '', type, collection, version, tab, _splat } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(projectArtifactsQuery({ entity, project }));
  useDocumentTitle([collection && version ? `${collection}:${version}` : collection, 'Artifacts', project].filter(Boolean).join(' · '));
  if (statusOf(error) === 404 || statusOf(error) === 403) return <NotFoundScreen />;
  if (!data && error) return <ErrorRegion text="The artifacts could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  if (data.types.length === 0)
    return (
      <EmptyRegion text={`No run of ${project} has logged an artifact yet.`}>
        <Snippet text={FIRST_ARTIFACT} label="Copy example" />
      </EmptyRegion>
    );
  return (
    <div className={styles.page} data-state="ready" data-chosen={collection ? '' : undefined}>
      <h1 className="visually-hidden">Artifacts of {project}</h1>
      <ArtifactTree at={{ entity, project }} types={data.types} type={type} collection={collection} />
      <div className={styles.main}>
        <ErrorBoundary key={`${type}/${collection}/${version}`} text="This artifact cannot be shown">
          {type && collection && version ? (
            <VersionView
              at={{ entity, project, type, collection, version }}
              tab={_splat === undefined ? (tab ?? '') : 'files'}
              file={_splat ?? ''}
            />
          ) : type && collection ? (
            <CollectionView at={{ entity, project, type, collection }} />
          ) : (
            <EmptyRegion text="Choose a collection to see its versions." />
          )}
        </ErrorBoundary>
      </div>
    </div>
  );
}
