import type { RunAddress } from '../../api/runs';
import { fetchConsole, PAGE_LINES } from './console-api';

/** Pages that are on their way at once. */
const AT_ONCE = 4;

/**
 * Every line of the log as text, colours included, joined by line feeds. Lines that come in while it is read are left
 * out. Throws with the reason when a page does not come. `onProgress` gets a share of 0 to 1.
 */
export async function wholeLog(at: RunAddress, onProgress: (share: number) => void): Promise<Blob> {
  const first = await fetchConsole(at, { from: 1, limit: PAGE_LINES });
  if (!first.ok) throw new Error(first.problem.title);
  const { total } = first.value;
  const pages = Math.max(1, Math.ceil(total / PAGE_LINES));
  const texts: string[] = [textOf(first.value.lines)];
  let next = 1;
  let done = 1;
  const fetchPages = async (): Promise<void> => {
    while (next < pages) {
      const page = next;
      next += 1;
      const answer = await fetchConsole(at, { from: page * PAGE_LINES + 1, limit: Math.min(PAGE_LINES, total - page * PAGE_LINES) });
      if (!answer.ok) throw new Error(answer.problem.title);
      texts[page] = textOf(answer.value.lines);
      done += 1;
      onProgress(done / pages);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchPages));
  return new Blob(texts, { type: 'text/plain;charset=utf-8' });
}

const textOf = (lines: readonly { readonly text: string }[]): string => lines.map((line) => `${line.text}\n`).join('');
