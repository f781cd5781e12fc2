/** The four files of a run's stream (protocol 6.1) and the type their chunks have in the log. */
export const STREAM_FILES = {
  'wandb-history.jsonl': 'HistoryAppended',
  'wandb-events.jsonl': 'SystemMetricsAppended',
  'output.log': 'OutputAppended',
  'wandb-summary.json': 'SummaryChanged',
} as const;

export type StreamFile = keyof typeof STREAM_FILES;
export type StreamChunkType = (typeof STREAM_FILES)[StreamFile];

/**
 * Lines of one run file, as one record of topic `run-streams`. The record's value is the lines' bytes exactly as
 * received, joined by `\n`, mostly deflated (`packRecord`); everything below is in its headers (as text). A record is at most about 900 KB.
 */
export interface StreamChunk {
  readonly id: string;
  readonly type: StreamChunkType;
  readonly time: number;
  readonly actor: string;
  readonly runId: string;
  readonly projectId: string;
  /** Empty for a run with a single writer; the client's writer id in shared mode (protocol 6.7). */
  readonly writer: string;
  /** Line number of the first line. */
  readonly firstLine: number;
  /** Number of lines in the value; 0 for a record that only carries counters. */
  readonly lineCount: number;
  /** Lines of the same request that were cut off because the log already held them. */
  readonly repeated: number;
  /** Lines of this chunk whose number was held before with other content (a rewrite). */
  readonly rewritten: number;
  /** Line numbers skipped between the lines held and `firstLine`. */
  readonly gap: number;
  /** Rises when a run is rewound; rows of a later generation win over earlier ones (ADR 0005). */
  readonly generation: number;
  /**
   * Step of the first line, for rows that bring none: line i is at `firstStep + i`. Only with several writers in a run
   * (protocol 6.7), where line numbers of different writers are the same. Absent: the stored line's number.
   */
  readonly firstStep?: number;
  /**
   * Only on the record that begins a generation of the history, which has no lines: rows of the run that lie before it in
   * the log and above this step are not shown any more (ADR 0006). Its value is the newest row that stays, or empty.
   */
  readonly rewoundTo?: number;
  /**
   * Its rows are kept as rows only, because of their keys: `row` has more than `MOST_KEYS_IN_ROW`, or the run had more than
   * `MOST_KEYS_IN_RUN`. Decided when the chunk is logged, so that a rebuild decides the same.
   */
  readonly rowsOnly?: 'row' | 'run';
  /**
   * Only on records that an edit of the history has made, not a client (ADR 0014): a mark without lines, or rows of a merge under
   * a row id of their own. They count in no receipt.
   */
  readonly editId?: string;
  readonly traceparent?: string;
  /** `lines`: joined by `\n`. `json`: a JSON array of strings, used only when a line itself contains `\n`. */
  readonly encoding: 'lines' | 'json';
  readonly value: Buffer;
}

/** Line numbers of one generation stay below this, so that a number says to which generation its line belongs. */
export const LINES_PER_GENERATION = 2 ** 36;

/** The number under which a line is kept: a rewound run counts its lines anew, and the old ones stay beside the new. */
export function storedLine(generation: number, line: number): number {
  return generation * LINES_PER_GENERATION + line;
}
