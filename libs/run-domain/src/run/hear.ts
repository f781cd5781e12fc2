import type { Run } from '../run';
import type { RunEventDraft } from './event-draft';
import type { CommandOf } from './run-command';
import { isCompleted, isLost } from './run-phase';

/**
 * What one post of the stream says about the run's state.
 *
 * A run that was taken for lost comes back with any sign of life. One that the client completed comes back only with
 * lines the log did not have, and not by a second writer of shared mode: a late duplicate of a post, and writers that
 * outlive the primary one, must not reopen a run that nobody would ever close again.
 */
export function hear(run: Run, post: CommandOf<'hear'>): RunEventDraft[] {
  const wake = awakening(run, post);
  const completed = isCompleted(run.state);
  if (completed && wake.length === 0) return [];
  const drafts = [...wake];
  // A run that was just revived is not taken to be leaving any more, unless it says so again.
  if (post.preempting && (!run.preempting || isLost(run.state))) drafts.push({ type: 'RunPreempting', data: {} });
  if (post.exitCode !== null && !isSecondary(run, post.writer)) drafts.push({ type: 'RunFinished', data: { exitCode: post.exitCode } });
  return drafts;
}

/**
 * Of the writers of a shared run only the primary one ends it; it is the one that reports the environment (protocol 6.7).
 * While nobody has, any writer's word counts: a run that is never ended would be called crashed.
 */
function isSecondary(run: Run, writer: string): boolean {
  const primary = run.environment['writerId'];
  return writer !== '' && typeof primary === 'string' && primary !== writer;
}

function awakening(run: Run, { newLines, writer }: CommandOf<'hear'>): RunEventDraft[] {
  const evidence = newLines ? 'lines' : 'heartbeat';
  if (run.state === 'pending') return [{ type: 'RunStarted', data: { evidence } }];
  const returns = isLost(run.state) || (isCompleted(run.state) && newLines && writer === '');
  return returns ? [{ type: 'RunRevived', data: { evidence } }] : [];
}
