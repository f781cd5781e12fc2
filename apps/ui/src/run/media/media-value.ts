/** A file-backed item of a media value, as the page shows it. */
export interface MediaItem {
  /** Run file name. */
  readonly path: string;
  readonly caption: string | null;
  /** Pixels of an image or video, null when the client did not say. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Group name -> run file that holds its boxes; the same for masks. */
  readonly boxes: Readonly<Record<string, string>>;
  readonly masks: Readonly<Record<string, string>>;
}

export interface Histogram {
  /** n counts between n + 1 edges that rise. */
  readonly counts: readonly number[];
  readonly edges: readonly number[];
}

/** How a `_type` is shown; what is not known is a link to its file, or the JSON itself. */
export type MediaKind = 'image' | 'audio' | 'video' | 'html' | 'table' | 'histogram' | 'file';

const KINDS: Readonly<Record<string, MediaKind>> = {
  'image-file': 'image',
  'images/separated': 'image',
  'audio-file': 'audio',
  audio: 'audio',
  'video-file': 'video',
  videos: 'video',
  'html-file': 'html',
  html: 'html',
  'table-file': 'table',
  'incremental-table-file': 'table',
  histogram: 'histogram',
};

/** Kinds of metric keys that are no media (ui-contract), and graphs, which have a tab of their own. */
const NOT_MEDIA = new Set(['number', 'string', 'bool', 'null', 'list', 'object', 'graph-file']);

/** What kind of panel a metric key of this `kind` gets; null for none. */
export const mediaKind = (kind: string): MediaKind | null =>
  NOT_MEDIA.has(kind) ? null : Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? 'file') : 'file';

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** `{name: {path}}` -> `{name: path}` */
function filesOf(value: unknown): Record<string, string> {
  if (!isFields(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const path = isFields(one) ? text(one['path']) : null;
      return path === null ? [] : [[name, path]];
    }),
  );
}

function sizeOf({ width, height }: Fields): MediaItem['size'] {
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0 ? { width, height } : null;
}

const item = (path: string, value: Fields, caption: unknown, boxes: unknown, masks: unknown): MediaItem => ({
  path,
  caption: text(caption),
  size: sizeOf(value),
  boxes: filesOf(boxes),
  masks: filesOf(masks),
});

/** The files of a media value (protocol 7.3): one with a `path`, a list of values, or a list of file names with captions. */
export function mediaItems(value: Fields): MediaItem[] {
  const own = text(value['path']);
  if (own !== null) return [item(own, value, value['caption'], value['boxes'], value['masks'])];
  const captions = list(value['captions']);
  const members = [...list(value['audio']), ...list(value['videos']), ...list(value['html']), ...list(value['objects'])].filter(isFields);
  if (members.length > 0)
    return members.flatMap((member, i) => {
      const path = text(member['path']);
      return path === null ? [] : [item(path, member, text(member['caption']) ?? captions[i], null, null)];
    });
  const boxes = list(value['all_boxes']);
  const masks = list(value['all_masks']);
  return list(value['filenames']).flatMap((name, i) => {
    const path = text(name);
    return path === null ? [] : [item(path, value, captions[i], boxes[i], masks[i])];
  });
}

/** Null for what is no histogram after all. */
export function histogramOf(value: Fields): Histogram | null {
  const counts = list(value['values']);
  const edges = list(value['bins']);
  const numbers = (all: readonly unknown[]): all is readonly number[] => all.every((one) => typeof one === 'number');
  return counts.length > 0 && edges.length === counts.length + 1 && numbers(counts) && numbers(edges) ? { counts, edges } : null;
}

/** What a summary holds under a metric key, whose dots may be nesting: it changes with every step that logs the key. */
export function valueUnder(summary: Fields, key: string): unknown {
  if (Object.hasOwn(summary, key)) return summary[key];
  let found: unknown = summary;
  for (const part of key.split('.')) found = isFields(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  return found;
}
