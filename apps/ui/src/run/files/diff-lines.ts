/** What a line of a unified diff is. */
export type DiffLineKind = 'added' | 'removed' | 'hunk' | 'file' | 'context';

/** Names each line. Inside a hunk the header's counts decide, so that a removed `--` is not taken for a file header. */
export function diffLineKinds(lines: readonly string[]): DiffLineKind[] {
  let oldLeft = 0;
  let newLeft = 0;
  return lines.map((line) => {
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      oldLeft = Number(hunk[1] ?? 1);
      newLeft = Number(hunk[2] ?? 1);
      return 'hunk';
    }
    if (oldLeft <= 0 && newLeft <= 0) return line === '' || line.startsWith('\\') ? 'context' : 'file';
    if (line.startsWith('+')) {
      newLeft -= 1;
      return 'added';
    }
    if (line.startsWith('-')) {
      oldLeft -= 1;
      return 'removed';
    }
    if (line.startsWith('\\')) return 'context';
    oldLeft -= 1;
    newLeft -= 1;
    return 'context';
  });
}
