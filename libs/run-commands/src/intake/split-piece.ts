import { MOST_KEYS_IN_ROW, hasMoreKeys } from '@runstead/run-domain';
import type { Piece } from './sift-lines';

/** Of the lines in one record of the log, newlines included. */
export const MAX_RECORD_BYTES = 900_000;
/** The client itself drops lines above 10,383,360 bytes (protocol 6.3); what is longer still is nobody's history. */
export const MAX_LINE_BYTES = 11 * 1024 * 1024;
/** Leaves room below the 2^20 places that a record has in ClickHouse's order. */
const MAX_RECORD_LINES = 500_000;

/** Cuts a piece between lines so that each part fits a record; a single longer line is a part of its own. */
export function splitPiece(piece: Piece): Piece[] {
  const parts: Piece[] = [];
  let start = 0;
  let bytes = 0;
  piece.lines.forEach((line, index) => {
    const size = Buffer.byteLength(line) + 1;
    if (index > start && (bytes + size > MAX_RECORD_BYTES || index - start >= MAX_RECORD_LINES)) {
      parts.push(part(piece, start, index));
      start = index;
      bytes = 0;
    }
    bytes += size;
  });
  parts.push(part(piece, start, piece.lines.length));
  return parts;
}

/** Puts each row with too many keys into a part of its own: it is logged with a mark. */
export function splitWide(piece: Piece): Piece[] {
  const parts: Piece[] = [];
  let start = 0;
  piece.lines.forEach((line, index) => {
    if (!isWide(line)) return;
    if (index > start) parts.push(part(piece, start, index));
    parts.push(part(piece, index, index + 1));
    start = index + 1;
  });
  if (start < piece.lines.length || parts.length === 0) parts.push(part(piece, start, piece.lines.length));
  return parts;
}

export function isWide(line: string): boolean {
  return hasMoreKeys(line, MOST_KEYS_IN_ROW);
}

/** True for a part that is one line too long to be logged. */
export function isOversized({ lines }: Piece): boolean {
  return lines.length === 1 && Buffer.byteLength(lines[0]!) > MAX_LINE_BYTES;
}

function part(piece: Piece, start: number, end: number): Piece {
  if (start === 0 && end === piece.lines.length) return piece;
  return {
    firstLine: piece.firstLine + start,
    lines: piece.lines.slice(start, end),
    hashes: piece.hashes.slice(start, end),
    rewritten: piece.rewritten.slice(start, end),
    gap: start === 0 ? piece.gap : 0,
  };
}
