/** A file-backed value that a run logged, as the page shows it. */
export interface MediaItem {
  /** Run file name. */
  readonly path: string;
  readonly caption: string | null;
}

export interface Media {
  readonly key: string;
  /** `_type` as logged. */
  readonly type: string;
  readonly kind: 'image' | 'audio' | 'video' | 'file';
  readonly items: readonly MediaItem[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const KINDS: Readonly<Record<string, Media['kind']>> = {
  'image-file': 'image',
  'images/separated': 'image',
  'audio-file': 'audio',
  audio: 'audio',
  'video-file': 'video',
  videos: 'video',
};

/** The files of a media value (protocol 7.3): one with a `path`, a list of values, or a list of file names with captions. */
function itemsOf(value: Record<string, unknown>): MediaItem[] {
  const own = text(value['path']);
  if (own !== null) return [{ path: own, caption: text(value['caption']) }];
  const captions = list(value['captions']);
  const members = [...list(value['audio']), ...list(value['videos']), ...list(value['html'])].filter(isRecord);
  if (members.length > 0)
    return members.flatMap((member, i) => {
      const path = text(member['path']);
      return path === null ? [] : [{ path, caption: text(member['caption']) ?? text(captions[i]) }];
    });
  return list(value['filenames']).flatMap((name, i) => {
    const path = text(name);
    return path === null ? [] : [{ path, caption: text(captions[i]) }];
  });
}

/** What the summary holds of media: the newest value of each key that has a file. Graphs have a tab of their own. */
export function mediaOfSummary(summary: Record<string, unknown>): Media[] {
  return Object.entries(summary).flatMap(([key, value]) => {
    if (!isRecord(value) || typeof value['_type'] !== 'string' || value['_type'] === 'graph-file') return [];
    const items = itemsOf(value);
    const type = value['_type'];
    const kind = Object.hasOwn(KINDS, type) ? (KINDS[type] ?? 'file') : 'file';
    return items.length > 0 ? [{ key, type, kind, items }] : [];
  });
}
