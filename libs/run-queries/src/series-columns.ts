/** Consecutive rows of one line in a `RowBinary` result whose columns are two `UInt64` ids and then `Float64`s. */
export interface LineRows {
  readonly keyId: string;
  readonly runId: string;
  readonly rows: number;
  /** Value of the float column `column` (from 0) in row `row`. */
  at(row: number, column: number): number;
  /** All values of the float column `column`. */
  column(column: number): Float64Array;
}

const IDS = 2;

/** Takes a result apart by line, without an object a row. `columns` counts the floats. */
export function* linesOf(bytes: Buffer, columns: number): Generator<LineRows> {
  const width = IDS + columns;
  // Typed arrays need an aligned start, which a view into a larger buffer need not have.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  const words = bytes.length / 8;
  const ids = new BigUint64Array(aligned.buffer, aligned.byteOffset, words);
  const floats = new Float64Array(aligned.buffer, aligned.byteOffset, words);
  for (let start = 0; start < words;) {
    const [keyId, runId] = [ids[start], ids[start + 1]];
    let end = start + width;
    while (end < words && ids[end] === keyId && ids[end + 1] === runId) end += width;
    const first = start + IDS;
    const rows = (end - start) / width;
    yield {
      keyId: String(keyId),
      runId: String(runId),
      rows,
      at: (row, column) => floats[first + row * width + column] ?? NaN,
      column: (column) => {
        const values = new Float64Array(rows);
        for (let row = 0, at = first + column; row < rows; row += 1, at += width) values[row] = floats[at]!;
        return values;
      },
    };
    start = end;
  }
}
