import { InsertRefusedError } from './click-house';

/**
 * Codes by which the engine says that a value of the body cannot be read or stored: 6, 26, 27, 33, 38, 41, 72, 117 cannot
 * parse, 53, 69, 70, 130, 321, 407 out of range or of the wrong type, 636, 691 no such element of an enumeration.
 */
const DATA_CODES: ReadonlySet<number> = new Set([6, 26, 27, 33, 38, 41, 53, 69, 70, 72, 117, 130, 321, 407, 636, 691]);

/** Data errors of an insert become `InsertRefusedError`; everything else stays what it is. `code` is ClickHouse's number of the error. */
export function insertError(error: unknown, code: number | null): unknown {
  if (code === null || !DATA_CODES.has(code) || !(error instanceof Error)) return error;
  return new InsertRefusedError(error.message, { cause: error });
}
