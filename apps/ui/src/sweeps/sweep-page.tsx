import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { statusOf } from '../api/answer';
import { useLiveTopic } from '../api/live';
import { sweepQuery, type SweepAddress } from '../api/sweeps';
import { visibleText } from '../format/visible-text';
import { useDocumentTitle } from '../shell/document-title';
import { ErrorRegion } from '../states/error-region';
import { LoadingScreen } from '../states/loading-screen';
import { NotFoundScreen } from '../states/not-found-screen';
import { SweepAgents } from './sweep-agents';
import { SweepBadge } from './sweep-badge';
import { SweepConfiguration } from './sweep-configuration';
import { SweepControls } from './sweep-controls';
import { SweepOverview } from './sweep-overview';
import { SweepProgress } from './sweep-progress';
import { SweepRuns } from './sweep-runs';
import { isOver, sweepTitle } from './sweep-words';
import styles from './sweeps.module.css';

/** One sweep: what it looks for, how far it is, who works on it and what its runs reached (UI 16). */
export function SweepPage() {
  const { entity = '', project = '', sweep = '' } = useParams({ strict: false });
  return <Sweep key={`${entity}/${project}/${sweep}`} entity={entity} project={project} sweep={sweep} />;
}

function Sweep(at: SweepAddress) {
  const { entity, project } = at;
  const { data: sweep, error, refetch } = useQuery(sweepQuery(at));
  useDocumentTitle(sweep ? sweepTitle(sweep) : at.sweep);
  useLiveTopic(entity, project);
  const status = statusOf(error);
  if (status === 404 || status === 403) return <NotFoundScreen />;
  if (!sweep && error) return <ErrorRegion text="The sweep could not be loaded." error={error} onRetry={() => void refetch()} />;
  if (!sweep) return <LoadingScreen />;
  return (
    <div data-state="ready">
      <div className={styles.page}>
        <p className={styles.up}>
          <Link to="/$entity/$project/sweeps" params={{ entity, project }}>
            Sweeps
          </Link>
        </p>
        <div className={styles.heading}>
          <h1>
            <bdi>{visibleText(sweepTitle(sweep))}</bdi>
          </h1>
          <SweepBadge sweep={sweep} />
          <SweepControls at={at} sweep={sweep} />
        </div>
        {sweep.stateReason && isOver(sweep) ? <p className={styles.reason}>Ended by itself: {visibleText(sweep.stateReason)}</p> : null}
        <SweepProgress sweep={sweep} />
        <div className={styles.cards}>
          <div className={styles.column}>
            <SweepOverview at={at} sweep={sweep} />
            <SweepAgents agents={sweep.agents} />
          </div>
          <SweepConfiguration at={at} config={sweep.config} />
        </div>
      </div>
      <SweepRuns at={at} sweep={sweep} />
    </div>
  );
}
