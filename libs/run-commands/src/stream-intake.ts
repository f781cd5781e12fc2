import { Injectable } from '@nestjs/common';
import { ProjectionProgress } from '@runstead/projections';
import type { RunCommand } from '@runstead/run-domain';
import { Admission } from './intake/admission';
import { StreamAppender } from './intake/stream-appender';
import { LiveRuns } from './live-runs';
import { RunAnnouncements } from './run-announcements';
import { type RunChangeResult, RunChanges } from './run-changes';
import { RunDirectory } from './run-directory';
import { type RunRef, refOf } from './run-ref';
import type { StreamAnswer, StreamPost } from './stream-post';
import { StreamQueue } from './stream-queue';
import { StreamWatermarks } from './stream-watermarks';

/** A client that has ended waits at most so long for its last lines to be visible. */
const LAST_LINES_PATIENCE_MS = 3_000;

/**
 * Takes `file_stream` posts into the log, each line once (architecture 6). The posts of a run are taken one after the
 * other. Lines first, then what they say about the run's state, both durable before the answer: a crash between the
 * two makes the client repeat the post, and the repetition is cut off.
 */
@Injectable()
export class StreamIntake {
  constructor(
    private readonly directory: RunDirectory,
    private readonly announcements: RunAnnouncements,
    private readonly changes: RunChanges,
    private readonly appender: StreamAppender,
    private readonly admission: Admission,
    private readonly live: LiveRuns,
    private readonly progress: ProjectionProgress,
    private readonly queue: StreamQueue,
    private readonly watermarks: StreamWatermarks,
  ) {}

  /**
   * Whether a post that is still to be read could be taken now. Throws `OverloadedError` (429) when not; also then it is a
   * sign of life.
   */
  async welcome(run: RunRef | null): Promise<void> {
    if (run) await this.live.heard(run.runId);
    this.admission.admit();
  }

  /**
   * Takes one post. A run that was never announced becomes a stub; a deleted one keeps its lines and stays deleted.
   * Throws `OverloadedError` (429) and whatever the log or a store throws (503); nothing else is the client's business.
   */
  async accept(post: StreamPost): Promise<StreamAnswer> {
    const known = post.run ?? (await this.find(post));
    // Also a post that is refused below is a sign of life: our own trouble must not make a run look dead.
    if (known) await this.live.heard(known.runId);
    this.admission.admit();
    const run = known ?? (await this.makeStub(post));
    if (post.writer === '') return this.queue.run(run.runId, async () => this.take(run, post));
    // The rows of several writers are numbered here.
    return this.queue.runAlone(run.runId, async (undisturbed) => {
      if (!undisturbed) this.watermarks.forget(run.runId);
      return this.take(run, post);
    });
  }

  private async take(run: RunRef, post: StreamPost): Promise<StreamAnswer> {
    const { newLines } = await this.appender.append(run, post);
    const now = (await this.find(post)) ?? run;
    const changed = await this.changeState(now, post, newLines);
    if (post.complete) await this.end(now, changed);
    return { stopped: changed?.run.stopRequested ?? now.stopRequested };
  }

  /** Most posts say nothing new: only those that could are decided on. */
  private async changeState(run: RunRef, post: StreamPost, newLines: boolean): Promise<RunChangeResult | null> {
    if (run.state === 'running' && !post.complete && !post.preempting) return null;
    const { writer, preempting } = post;
    const exitCode = post.complete ? (post.exitCode ?? 0) : null;
    const command: RunCommand = { type: 'hear', newLines, writer, preempting, exitCode };
    const cause = { actor: post.principalName, traceparent: post.traceparent };
    return this.changes.apply(run.runId, async () => command, cause);
  }

  /** After `complete` is answered, people and scripts look at the run: what was sent, with this post or before, should be there. */
  private async end(run: RunRef, changed: RunChangeResult | null): Promise<void> {
    // A further writer of a shared run that ends does not end the run.
    if (changed?.run.state !== 'running') await this.live.ended(run.runId);
    const lines = this.watermarks.lastPosition(run.runId);
    if (changed) await this.changes.visible(changed);
    if (!lines) return;
    const passed = ['streams', 'metrics'].map(async (projection) =>
      this.progress.waitFor(projection, 'run-streams', lines.partition, lines.offset, LAST_LINES_PATIENCE_MS),
    );
    await Promise.all(passed);
  }

  private async find({ entity, project, runName }: StreamPost): Promise<RunRef | null> {
    return this.directory.find(entity, project, runName);
  }

  private async makeStub({ entity, project, runName, principalName, traceparent }: StreamPost): Promise<RunRef> {
    const run = await this.announcements.stub(entity, project, runName, { actor: principalName, traceparent });
    await this.live.heard(run.runId);
    return refOf(run);
  }
}
