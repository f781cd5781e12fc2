import type { RunDocument } from '@runstead/ui-contract';
import { formatDuration } from '../../format/duration';
import { useNow } from '../../format/time-text';
import { isLive } from '../../runs/run-state';

/** Counts on while the run is live; then the time to its end. */
export function RunDuration({ run }: { readonly run: RunDocument }) {
  return run.endedAt === null && isLive(run.state) ? (
    <LiveDuration since={run.createdAt} />
  ) : (
    <span className="numeric">{formatDuration((run.endedAt ?? run.updatedAt) - run.createdAt)}</span>
  );
}

function LiveDuration({ since }: { readonly since: number }) {
  const now = useNow(1_000);
  return <span className="numeric">{formatDuration(Math.max(0, now - since))}</span>;
}
