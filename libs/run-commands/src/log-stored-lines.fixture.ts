import type { EventLog } from '@runstead/event-log';
import { chunkLines, decodeChunk, fileOfChunk } from '@runstead/run-domain';
import type { LineMemory } from './intake/recent-lines';
import { StoredLines, type StreamName } from './stored-lines';

/** The stored lines as a projection that is never behind would have them: read from the log. */
export class LogStoredLines extends StoredLines {
  constructor(private readonly log: EventLog) {
    super();
  }

  async compare(stream: StreamName, firstLine: number, lines: readonly string[]): Promise<readonly LineMemory[]> {
    const held = new Map<number, string>();
    for (const record of await this.log.read('run-streams', 0, 0, { maxRecords: 100_000, maxBytes: 1e9 })) {
      const chunk = decodeChunk(record);
      const same = chunk.runId === stream.runId && chunk.writer === stream.writer && fileOfChunk(chunk.type) === stream.file;
      if (same) chunkLines(chunk).forEach((line, index) => held.set(chunk.firstLine + index, line));
    }
    return lines.map((line, index) => {
      const stored = held.get(firstLine + index);
      return stored === undefined ? 'absent' : stored === line ? 'equal' : 'different';
    });
  }
}
