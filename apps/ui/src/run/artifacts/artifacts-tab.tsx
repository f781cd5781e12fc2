import { EmptyRegion } from '../../states/empty-region';

/** The server keeps no artifacts yet, so no run has any. */
export default function ArtifactsTab() {
  return <EmptyRegion text="This run used no artifacts and produced none." />;
}
