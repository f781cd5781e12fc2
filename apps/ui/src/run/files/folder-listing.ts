import type { RunFiles } from '@runstead/ui-contract';
import { naturalOrder } from '../../format/natural-order';

export type RunFile = RunFiles['files'][number];

/** A row of a folder. A folder's size and time are the sum and the newest of what is below it. */
export type FolderEntry =
  | {
      readonly kind: 'folder';
      readonly name: string;
      readonly path: string;
      readonly size: number;
      readonly updatedAt: number;
      readonly files: number;
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly path: string;
      readonly size: number;
      readonly updatedAt: number;
      readonly file: RunFile;
    };

export type FileSort = 'name' | 'size' | 'updatedAt';

/** The direct children of `folder` ('' is the root), folders first. */
export function folderListing(files: readonly RunFile[], folder: string, sort: FileSort = 'name', descending = false): FolderEntry[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const folders = new Map<string, Extract<FolderEntry, { kind: 'folder' }>>();
  const entries: FolderEntry[] = [];
  for (const file of files) {
    if (!file.name.startsWith(prefix)) continue;
    const [name = '', ...deeper] = file.name.slice(prefix.length).split('/');
    const path = `${prefix}${name}`;
    if (deeper.length === 0) entries.push({ kind: 'file', name, path, size: file.size, updatedAt: file.updatedAt, file });
    else {
      const known = folders.get(name);
      folders.set(name, {
        kind: 'folder',
        name,
        path,
        size: (known?.size ?? 0) + file.size,
        updatedAt: Math.max(known?.updatedAt ?? 0, file.updatedAt),
        files: (known?.files ?? 0) + 1,
      });
    }
  }
  return [...folders.values(), ...entries].sort(
    (a, b) => Number(a.kind === 'file') - Number(b.kind === 'file') || (descending ? -1 : 1) * compare(a, b, sort),
  );
}

const compare = (a: FolderEntry, b: FolderEntry, sort: FileSort): number =>
  sort === 'name' ? naturalOrder(a.name, b.name) : a[sort] - b[sort] || naturalOrder(a.name, b.name);

/** Files whose path contains the text, as rows named by their whole path. */
export const filesMatching = (files: readonly RunFile[], search: string): FolderEntry[] => {
  const wanted = search.toLowerCase();
  return files
    .filter((file) => file.name.toLowerCase().includes(wanted))
    .map((file) => ({ kind: 'file', name: file.name, path: file.name, size: file.size, updatedAt: file.updatedAt, file }));
};

/** `a/b/c` -> [['a', 'a'], ['b', 'a/b'], ['c', 'a/b/c']], for the breadcrumb. */
export function pathSteps(path: string): { name: string; path: string }[] {
  const parts = path === '' ? [] : path.split('/');
  return parts.map((name, i) => ({ name, path: parts.slice(0, i + 1).join('/') }));
}
