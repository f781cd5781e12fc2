import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';

export type LineOutcome = 'logged' | 'repeated' | 'rewritten' | 'skipped' | 'refused';

/** What became of the lines of all posts, for operators; the receipt of a single run comes from the log. */
@Injectable()
export class IntakeMetrics {
  private readonly lines: Counter<'outcome'>;
  private readonly ignored: Counter;
  private readonly lookUpsFailed: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.lines = new Counter({
      name: 'runstead_stream_lines_total',
      help: 'Lines of file_stream posts: logged, repeated (held already), rewritten (held with other content), skipped (gaps), refused (dead letters)',
      labelNames: ['outcome'],
      registers,
    });
    this.ignored = new Counter({
      name: 'runstead_stream_files_ignored_total',
      help: 'Files of file_stream posts that no stream has',
      registers,
    });
    this.lookUpsFailed = new Counter({
      name: 'runstead_stored_line_look_ups_failed_total',
      help: 'Overlaps that could not be compared with stored lines and were logged again',
      registers,
    });
  }

  count(outcome: LineOutcome, lines: number): void {
    if (lines > 0) this.lines.inc({ outcome }, lines);
  }

  fileIgnored(): void {
    this.ignored.inc();
  }

  lookUpFailed(): void {
    this.lookUpsFailed.inc();
  }
}
