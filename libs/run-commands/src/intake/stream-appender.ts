import { Injectable, Logger } from '@nestjs/common';
import { EventLog, type LogPosition, LogUnavailableError } from '@runstead/event-log';
import { Clock, Ids, LINES_PER_GENERATION, type StreamFile, isStreamFile, packRecord } from '@runstead/run-domain';
import type { RunRef } from '../run-ref';
import { StoredLines } from '../stored-lines';
import type { StreamPost } from '../stream-post';
import { StreamWatermarks } from '../stream-watermarks';
import { Admission } from './admission';
import { IntakeMetrics } from './intake-metrics';
import { RunKeyCounts } from './run-key-counts';
import { type PostRecords, postRecords } from './post-records';
import type { LineMemory } from './recent-lines';
import { type PostedLines, type Sifted, siftLines } from './sift-lines';
import { siftSummary } from './sift-summary';
import type { RunStreams, StreamState } from './stream-state';

interface SiftedFile {
  readonly sifted: Sifted;
  readonly state: StreamState;
  readonly records: PostRecords;
}

export interface AppendedPost {
  /** The post held lines that the log did not have. */
  readonly newLines: boolean;
  /** Of the last record; null when there was nothing to append. */
  readonly position: LogPosition | null;
}

/** Appends the lines of one post, each once. The caller sees to it that a run has one post at a time. */
@Injectable()
export class StreamAppender {
  private readonly logger = new Logger('stream-intake');

  constructor(
    private readonly log: EventLog,
    private readonly watermarks: StreamWatermarks,
    private readonly storedLines: StoredLines,
    private readonly admission: Admission,
    private readonly metrics: IntakeMetrics,
    private readonly keyCounts: RunKeyCounts,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async append(run: RunRef, post: StreamPost): Promise<AppendedPost> {
    let streams = await this.watermarks.streams(run.runId);
    // Lines that seem to be left out were perhaps taken by another process.
    if (post.files.some(({ name, offset }) => isStreamFile(name) && offset > streams.next(name, post.writer)))
      streams = await this.watermarks.refreshed(run.runId);
    const files: SiftedFile[] = [];
    for (const { name, offset, lines } of post.files) {
      if (!isStreamFile(name) || !isRange(offset, lines)) this.metrics.fileIgnored();
      else if (lines.length > 0) files.push(await this.sift(run, post, name, { offset, lines }, streams));
    }
    if (files.length === 0) return { newLines: false, position: null };
    const position = await this.write(run.runId, files);
    for (const file of files) this.remember(file);
    this.watermarks.keep(run.runId, streams, position ?? undefined);
    return { newLines: files.some(({ sifted }) => sifted.pieces.length > 0), position };
  }

  private async sift(run: RunRef, post: StreamPost, file: StreamFile, lines: PostedLines, streams: RunStreams): Promise<SiftedFile> {
    const state = streams.of(file, post.writer);
    const { generation } = state;
    const stream = { projectId: run.projectId, runId: run.runId, writer: post.writer, file, generation };
    const lookUp = async (first: number, told: readonly string[]): Promise<readonly LineMemory[]> => this.compare(stream, first, told);
    const sifted = file === 'wandb-summary.json' ? siftSummary(lines, state) : await siftLines(lines, state, lookUp);
    const { writer, principalName: actor, traceparent } = post;
    // Several writers' lines have the same numbers; a summary has no steps, and console lines are ordered by time.
    const counted = writer !== '' && (file === 'wandb-history.jsonl' || file === 'wandb-events.jsonl');
    const steps = (count: number): number => streams.takeSteps(file, count);
    const keysExceeded = file === 'wandb-history.jsonl' && this.keyCounts.exceeded(run, textLength(lines.lines));
    const time = this.clock.now();
    const origin = { run, writer, actor, traceparent, time, ids: this.ids, keysExceeded, ...(counted ? { steps } : {}) };
    return { sifted, state, records: postRecords(file, sifted, state, origin) };
  }

  /** A store that is down must not stop the log: what cannot be compared is logged again. */
  private async compare(
    stream: Parameters<StoredLines['compare']>[0],
    first: number,
    lines: readonly string[],
  ): Promise<readonly LineMemory[]> {
    const memories = await this.storedLines.compare(stream, first, lines).catch((error: unknown): LineMemory[] => {
      this.logger.warn(`Stored lines of run ${stream.runId} were not compared: ${error instanceof Error ? error.message : String(error)}`);
      return lines.map(() => 'unknown');
    });
    if (memories.includes('unknown')) {
      this.metrics.lookUpFailed();
      // Logged again, a row without a step of its own would get a second one and be shown twice: the client comes back.
      if (stream.writer !== '' && stream.file === 'wandb-history.jsonl')
        throw new LogUnavailableError('Lines of a shared run cannot be compared now');
    }
    return memories;
  }

  /** One append for all files. When it fails the log may hold it or not: the next post of the run reads what the log has. */
  private async write(runId: string, files: readonly SiftedFile[]): Promise<LogPosition | null> {
    const chunks = files.flatMap(({ records }) => records.chunks);
    const refused = files.flatMap(({ records }) => records.refused);
    try {
      if (refused.length > 0) await this.log.append('dead-letters', refused);
      if (chunks.length === 0) return null;
      const packed = await Promise.all(chunks.map(packRecord));
      const positions = await this.admission.timed(async () => this.log.append('run-streams', packed));
      return positions.at(-1) ?? null;
    } catch (error) {
      this.watermarks.forget(runId);
      throw error;
    } finally {
      this.metrics.count('refused', refused.length);
    }
  }

  private remember({ sifted, state }: SiftedFile): void {
    let lines = 0;
    let gap = 0;
    let rewritten = 0;
    for (const piece of sifted.pieces) {
      state.note(piece.firstLine, piece.hashes, piece.gap);
      state.newestSummary = piece.hashes.at(-1) ?? null;
      lines += piece.lines.length;
      gap += piece.gap;
      rewritten += piece.rewritten.filter(Boolean).length;
    }
    state.recent.trim(lines);
    this.metrics.count('logged', lines);
    this.metrics.count('repeated', sifted.repeated);
    this.metrics.count('rewritten', rewritten);
    this.metrics.count('skipped', gap);
  }
}

function textLength(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** What a generation of a stream can number, far beyond any run. */
function isRange(offset: number, lines: readonly string[]): boolean {
  return offset >= 0 && Number.isSafeInteger(offset) && offset + lines.length <= LINES_PER_GENERATION;
}
