import { NameText } from '../../format/name-text';
import { formatCount } from '../../format/number';
import { isLive } from '../../runs/run-state';
import { RunStateBadge } from '../../runs/run-state-icon';
import { useRunChange } from '../use-run-change';
import { useRunColour } from '../use-run-colour';
import type { RunView } from '../run-view';
import { EditableName } from './editable-name';
import styles from './header.module.css';
import { HeartbeatHint } from './heartbeat-hint';
import { RunDuration } from './run-duration';
import { RunMenu } from './run-menu';
import { StopRun } from './stop-run';
import { TagList } from './tag-list';
import { useRunTitle } from './use-run-title';

export function RunHeader({ at, run }: RunView) {
  useRunTitle(run);
  const change = useRunChange(at);
  const colour = useRunColour(at, run.ordinal);
  const step = run.summary['_step'];
  return (
    <header className={styles.header}>
      <div className={styles.identity}>
        <span className={styles.colour} style={{ background: colour }} aria-hidden="true" />
        <EditableName name={run.displayName} onChange={(displayName) => change({ displayName })} />
      </div>
      <div className={styles.facts}>
        <RunStateBadge state={run.state} stopping={run.stopRequested} />
        <span className={styles.muted}>
          <span className={styles.author}>
            <NameText name={run.author} />
          </span>
          <RunDuration run={run} />
          {typeof step === 'number' ? <span>step {formatCount(step)}</span> : null}
        </span>
        <HeartbeatHint run={run} />
        <TagList tags={run.tags} onChange={(tags) => change({ tags: [...tags] })} />
      </div>
      <div className={styles.actions}>
        {isLive(run.state) ? <StopRun at={at} run={run} /> : null}
        <RunMenu at={at} run={run} />
      </div>
    </header>
  );
}
