import type { StreamFile } from '@runstead/run-domain';
import type { LineMemory } from './intake/recent-lines';

export interface StreamName {
  readonly projectId: string;
  readonly runId: string;
  readonly writer: string;
  readonly file: StreamFile;
  /** Lines of earlier generations, before a rewind, are other lines. */
  readonly generation: number;
}

/** The lines that a projection holds, for posts that repeat more than the intake remembers (above all after a restart). */
export abstract class StoredLines {
  /**
   * For each of `lines`, numbered from `firstLine`: is the stored line with this number `equal`, `different` or `absent`?
   * `unknown` (for all) when the projection is behind the log. Throws when the store does not answer.
   */
  abstract compare(stream: StreamName, firstLine: number, lines: readonly string[]): Promise<readonly LineMemory[]>;
}
