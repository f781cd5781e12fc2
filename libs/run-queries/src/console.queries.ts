import { Injectable } from '@nestjs/common';
import { ClickHouse, RowBinaryReader } from '@runstead/clickhouse';
import type { ConsolePage } from '@runstead/ui-contract';
import { consoleAfterGap, consoleFind, consoleLines, consoleTotal } from './sql/console.sql';

type Line = ConsolePage['lines'][number];

/** Lines per read of a download: about a megabyte. */
const DOWNLOAD_LINES = 10_000;
/** A pattern over a million lines must answer in a second; longer is a mistake. */
const SEARCH_LIMITS = { maxExecutionSeconds: 5 };

/** A run's console output. Lines are numbered from 1 at the true start of the log; a rewritten line is shown as it was last. */
@Injectable()
export class ConsoleQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  /** Lines `from` … `from + limit - 1`, as far as they are there. */
  async page(projectId: string, runId: string, from: number, limit: number): Promise<ConsolePage> {
    const [total, lines] = await Promise.all([this.total(projectId, runId), this.lines(projectId, runId, from, limit)]);
    return { lines, total };
  }

  /** The newest `limit` lines. */
  async last(projectId: string, runId: string, limit: number): Promise<ConsolePage> {
    const total = await this.total(projectId, runId);
    return { lines: await this.lines(projectId, runId, Math.max(1, total - limit + 1), limit), total };
  }

  /** The number of the last line. */
  async total(projectId: string, runId: string): Promise<number> {
    const rows = await this.clickHouse.query<{ total: string }>(consoleTotal(), { project: projectId, run: runId });
    return Number(rows[0]?.total ?? 0);
  }

  /**
   * Lines that hold `text`, or match it as an RE2 pattern, from line `from` on: the newest version of each is searched.
   * Throws the engine's error for a text that is no pattern; ask `isPattern` first.
   */
  async search(projectId: string, runId: string, text: string, regex: boolean, from: number, limit: number): Promise<ConsolePage> {
    const params = { project: projectId, run: runId, text, from, limit };
    const bytes = await this.clickHouse.queryBytes(consoleFind({ regex }), 'RowBinary', params, SEARCH_LIMITS);
    return { lines: decodeLines(bytes), total: await this.total(projectId, runId) };
  }

  /** The whole log as text, a line feed after each line, some thousand lines at a time. */
  async *download(projectId: string, runId: string): AsyncGenerator<Buffer> {
    const total = await this.total(projectId, runId);
    for (let from = 1; from <= total;) {
      const lines = await this.lines(projectId, runId, from, DOWNLOAD_LINES);
      if (lines.length > 0) yield Buffer.from(lines.map(({ text }) => `${text}\n`).join(''));
      // A client may skip to line 2^40: nobody waits for the pages between.
      from = lines.length > 0 ? from + DOWNLOAD_LINES : (await this.afterGap(projectId, runId, from)) || Infinity;
    }
  }

  private async afterGap(projectId: string, runId: string, from: number): Promise<number> {
    const [row] = await this.clickHouse.query<{ number: string }>(consoleAfterGap(), { project: projectId, run: runId, from });
    return Number(row?.number ?? 0);
  }

  private async lines(projectId: string, runId: string, from: number, limit: number): Promise<Line[]> {
    const params = { project: projectId, run: runId, from, to: from + limit };
    return decodeLines(await this.clickHouse.queryBytes(consoleLines(), 'RowBinary', params));
  }
}

function decodeLines(bytes: Buffer): Line[] {
  const reader = new RowBinaryReader(bytes);
  const lines: Line[] = [];
  while (!reader.atEnd) {
    const number = Number(reader.uint64());
    const time = Number(reader.int64()) / 1_000;
    const stream = reader.uint8() === 2 ? 'stderr' : 'stdout';
    lines.push({ number, time, stream, label: reader.string(), text: reader.string() });
  }
  return lines;
}
