import { isFields } from './media-value';

/** Fractions of the image's width and height. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Left, top, width and height are pixels, not fractions. */
  readonly pixels: boolean;
  readonly classId: number;
  readonly caption: string;
}

export interface BoxFile {
  readonly boxes: readonly Box[];
  /** Class id -> its name. */
  readonly labels: ReadonlyMap<number, string>;
}

export interface ImageClass {
  readonly id: number;
  /** `box:1` or `mask:1`: boxes and masks number their classes apart. */
  readonly key: string;
  readonly label: string;
}

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

function boxOf(value: unknown): Box[] {
  if (!isFields(value) || !isFields(value['position'])) return [];
  const position = value['position'];
  const pixels = value['domain'] === 'pixel';
  const classId = number(value['class_id']) ?? 0;
  const caption = typeof value['box_caption'] === 'string' ? value['box_caption'] : '';
  const [minX, maxX, minY, maxY] = ['minX', 'maxX', 'minY', 'maxY'].map((name) => number(position[name]));
  if (minX != null && maxX != null && minY != null && maxY != null)
    return [{ left: minX, top: minY, width: maxX - minX, height: maxY - minY, pixels, classId, caption }];
  const middle = Array.isArray(position['middle']) ? position['middle'].map(number) : [];
  const [x, y] = middle;
  const width = number(position['width']);
  const height = number(position['height']);
  if (x == null || y == null || width === null || height === null) return [];
  return [{ left: x - width / 2, top: y - height / 2, width, height, pixels, classId, caption }];
}

/** A `.boxes2D.json` (protocol 7.3); what cannot be read in it is left out. */
export function readBoxes(text: string): BoxFile {
  const file = parsed(text);
  if (!isFields(file)) return { boxes: [], labels: new Map() };
  const labels = isFields(file['class_labels']) ? Object.entries(file['class_labels']) : [];
  return {
    boxes: Array.isArray(file['box_data']) ? file['box_data'].flatMap(boxOf) : [],
    labels: new Map(labels.flatMap(([id, label]) => (typeof label === 'string' ? [[Number(id), label] as const] : []))),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Every class that is on one of the images, boxes first. */
export function classesOf(files: readonly BoxFile[], maskClasses: readonly number[]): ImageClass[] {
  const boxes = new Map<number, string>();
  for (const file of files)
    for (const { classId } of file.boxes) if (!boxes.has(classId)) boxes.set(classId, file.labels.get(classId) ?? `class ${classId}`);
  return [
    ...[...boxes].sort(([a], [b]) => a - b).map(([id, label]) => ({ id, key: `box:${id}`, label })),
    ...maskClasses.map((id) => ({ id, key: `mask:${id}`, label: `mask ${id}` })),
  ];
}
