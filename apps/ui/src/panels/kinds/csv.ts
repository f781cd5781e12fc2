import { saveText } from '../save-file';

/** RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe. */
export function saveRows(title: string, head: readonly string[], rows: readonly (readonly unknown[])[]): void {
  const text = [head, ...rows].map(csvLine).join('\r\n');
  saveText(`${title}.csv`, `${text}\r\n`, 'text/csv');
}

/** One line, without its end. */
export const csvLine = (row: readonly unknown[]): string => row.map(cell).join(',');

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
