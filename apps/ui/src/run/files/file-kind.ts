/** How a file of a run is shown; `none` and `too-large` offer the download only. */
export type FileKind = 'image' | 'audio' | 'video' | 'markdown' | 'json' | 'table' | 'diff' | 'text' | 'too-large' | 'none';

/** Text is read whole into the page; more than this is for a download (UI 10.6). */
export const MOST_TEXT_BYTES = 2 * 1024 * 1024;

const BY_EXTENSION: Readonly<Record<string, FileKind>> = Object.fromEntries(
  (
    [
      ['image', 'png jpg jpeg gif webp avif svg'],
      ['audio', 'wav mp3 ogg oga flac m4a aac opus'],
      ['video', 'mp4 webm ogv mov m4v'],
      ['markdown', 'md markdown'],
      ['json', 'json ipynb'],
      ['table', 'csv tsv'],
      ['diff', 'patch diff'],
      [
        'text',
        'txt log py pyi ipy yaml yml toml ini cfg conf env sh bash zsh bat ps1 js mjs cjs ts tsx jsx css scss html htm xml sql r jl c h cc cpp hpp cu cuh java kt go rs rb php pl lua swift scala m mm cmake gradle properties jsonl ndjson tex bib rst lock gitignore dockerfile makefile requirements out err',
      ],
    ] satisfies [FileKind, string][]
  ).flatMap(([kind, extensions]) => extensions.split(' ').map((extension) => [extension, kind])),
);

const TEXT_KINDS: ReadonlySet<FileKind> = new Set(['markdown', 'json', 'table', 'diff', 'text']);

function kindByType(contentType: string): FileKind {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (/^image\/(png|jpeg|gif|webp|avif|svg\+xml)$/.test(type)) return 'image';
  if (type.startsWith('audio/')) return 'audio';
  if (type.startsWith('video/')) return 'video';
  if (type === 'application/json') return 'json';
  if (type === 'text/csv' || type === 'text/tab-separated-values') return 'table';
  if (type === 'text/markdown') return 'markdown';
  return type.startsWith('text/') ? 'text' : 'none';
}

/** By the name's ending first, since clients send no useful type; then by type. HTML is shown as its source, never run. */
export function fileKind(name: string, size: number, contentType: string): FileKind {
  const base = (name.split('/').at(-1) ?? '').toLowerCase();
  const extension = base.includes('.') ? (base.split('.').at(-1) ?? '') : base;
  const known = Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
  const kind = known ?? kindByType(contentType);
  return TEXT_KINDS.has(kind) && size > MOST_TEXT_BYTES ? 'too-large' : kind;
}
