/** A CSV or TSV file as far as the preview reads it. */
export interface DelimitedTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** More rows follow in the file. */
  readonly cut: boolean;
}

/** Reads RFC 4180 text: quoted fields may hold delimiters, doubled quotes and line ends. Stops after `mostRows` rows. */
export function readDelimited(text: string, delimiter: ',' | '\t', mostRows = 1_000): DelimitedTable {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endField = (): void => {
    record.push(field);
    field = '';
  };
  const endRecord = (): void => {
    endField();
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (; at < text.length && records.length <= mostRows; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === delimiter) endField();
    else if (c === '\n') endRecord();
    else if (c !== '\r' || text[at + 1] !== '\n') field += c;
  }
  if (at >= text.length && (field !== '' || record.length > 0)) endRecord();
  const [header = [], ...rows] = records;
  return { header, rows: rows.slice(0, mostRows), cut: at < text.length };
}
