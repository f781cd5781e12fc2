import { runPath, type RunAddress } from '../../api/runs';

/** Where the SDK keeps what was changed but not committed. */
export const DIFF_FILE = 'diff.patch';

/** An object name of git and nothing else: the command is pasted into a shell. */
const COMMIT = /^[0-9a-f]{7,64}$/i;

/**
 * Shell command that brings back the run's code, from the root of a clone: the commit, then the uncommitted changes when
 * the run saved them. The key is the person's own, from the environment. Null without a commit that git could know.
 */
export function restoreCommand(at: RunAddress, commit: string | null, withDiff: boolean, origin: string): string | null {
  if (commit === null || !COMMIT.test(commit)) return null;
  const checkout = `git checkout ${commit}`;
  if (!withDiff) return checkout;
  const address = `${origin}${runPath(at, 'files', DIFF_FILE)}`.replaceAll("'", '%27');
  return `${checkout} && curl -fsS -u "api:$WANDB_API_KEY" '${address}' | git apply`;
}
