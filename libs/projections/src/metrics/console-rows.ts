import { escapeTsv } from '@runstead/clickhouse';
import { chunkLines, parseConsoleLine, storedLine } from '@runstead/run-domain';
import type { PlacedChunk } from './line-rows';

/** Of `incoming_console`, in the order that the rows below have. */
export const CONSOLE_COLUMNS = ['project_id', 'run_id', 'writer', 'record', 'line', 'place', 'micros', 'stream', 'label', 'text'] as const;

/** The lines of an output chunk; every text is a console line, so none is ever refused. */
export function consoleRows({ chunk, offset }: PlacedChunk): string {
  const head = `${escapeTsv(chunk.projectId)}\t${escapeTsv(chunk.runId)}\t${escapeTsv(chunk.writer)}\t${offset}\t`;
  const first = storedLine(chunk.generation, chunk.firstLine);
  let body = '';
  chunkLines(chunk).forEach((line, place) => {
    const { time, stream, label, text } = parseConsoleLine(line);
    const micros = Math.round(time * 1_000);
    body += `${head}${first + place}\t${place}\t${micros}\t${stream}\t${escapeTsv(label)}\t${escapeTsv(text)}\n`;
  });
  return body;
}
