import type { ArtifactVersionPage } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import { Snippet } from '../controls/snippet';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import type { VersionAddress } from './artifacts-api';
import styles from './artifacts.module.css';

interface Props {
  readonly at: VersionAddress;
  readonly version: ArtifactVersionPage;
}

/** How to get at it from Python, and who did. */
export function VersionUsage({ at, version }: Props) {
  const name = JSON.stringify(`${at.entity}/${at.project}/${version.name}:${version.version}`);
  return (
    <div className={styles.usage}>
      <h3>In a run</h3>
      <Snippet
        text={`with wandb.init(project=${JSON.stringify(at.project)}) as run:\n    artifact = run.use_artifact(${name})\n    folder = artifact.download()`}
        label="Copy"
      />
      <h3>Without a run</h3>
      <Snippet text={`artifact = wandb.Api().artifact(${name})\nfolder = artifact.download()`} label="Copy" />
      <h3>Used by {version.usedBy.length === 0 ? 'no run yet' : formatCount(version.usedBy.length)}</h3>
      <ul className={styles.runs}>
        {version.usedBy.map((run) => (
          <li key={`${run.entity}/${run.project}/${run.run}`}>
            <Link to="/$entity/$project/runs/$run" params={run}>
              <bdi>{visibleText(run.displayName)}</bdi>
            </Link>
            {run.project === at.project && run.entity === at.entity ? null : <span>{visibleText(`${run.entity}/${run.project}`)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
