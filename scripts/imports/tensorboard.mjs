import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { RowsByStep, projectName, runId, writeRun } from './run-writer.mjs';
import { doubles, fields, readFrames } from './wire-format.mjs';

/** TensorFlow's numbers of element types. */
const FLOAT = 1;
const DOUBLE = 2;

/** Every folder below `path` that holds event files is a run. */
export function findRuns(path) {
  const root = resolve(path);
  const files = statSync(root).isDirectory() ? walk(root) : [root];
  const folders = Map.groupBy?.(files, dirname) ?? groupByFolder(files);
  return [...folders].map(([folder, members]) => ({ folder, name: relative(root, folder) || basename(root), files: members.sort() }));
}

export async function importTensorboard(client, path, { project, tick }) {
  const runs = findRuns(path);
  if (runs.length === 0) throw new Error(`There is no TensorBoard event file below ${path}.`);
  const skipped = {};
  const progress = tick(runs.length);
  for (const { folder, name, files } of runs) {
    const content = readRun(files, skipped);
    await writeRun(client, {
      id: runId(`tb-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`),
      displayName: name,
      project: project ?? projectName(basename(resolve(path))),
      source: 'tensorboard',
      ...content,
    });
    progress();
  }
  return { runs: runs.length, skipped };
}

/** Rows and images of one run's event files; what cannot be shown is counted by kind in `skipped`. */
export function readRun(files, skipped) {
  const rows = new RowsByStep();
  const images = {};
  let start = Infinity;
  for (const file of files) {
    const { payloads, torn } = readFrames(readFileSync(file));
    if (torn) skipped['torn tail of a file'] = (skipped['torn tail of a file'] ?? 0) + 1;
    for (const payload of payloads) {
      const event = readEvent(payload);
      start = Math.min(start, event.seconds);
      for (const { tag, kind, value } of event.values)
        if (kind === 'skipped') skipped[value] = (skipped[value] ?? 0) + 1;
        else if (kind === 'image') rows.add(event.step, event.seconds, tag, keepImage(images, tag, event.step, value));
        else rows.add(event.step, event.seconds, tag, value);
    }
  }
  return { rows: rows.rows(start), files: images };
}

function readEvent(bytes) {
  const event = { seconds: 0, step: 0, values: [] };
  for (const [number, value] of fields(bytes)) {
    if (number === 1) event.seconds = value.readDoubleLE(0);
    else if (number === 2) event.step = Number(BigInt.asIntN(64, value));
    else if (number === 5) for (const [part, summary] of fields(value)) if (part === 1) event.values.push(readValue(summary));
  }
  return event;
}

function readValue(bytes) {
  let tag = '';
  let read = { kind: 'skipped', value: 'value without content' };
  for (const [number, value] of fields(bytes)) {
    if (number === 1) tag = value.toString('utf8');
    else if (number === 2) read = { kind: 'scalar', value: value.readFloatLE(0) };
    else if (number === 4) read = readImage(value);
    else if (number === 5) read = readHistogram(value);
    else if (number === 6) read = { kind: 'skipped', value: 'audio' };
    else if (number === 8) read = readTensor(value);
  }
  return { tag, ...read };
}

function readImage(bytes) {
  const image = { width: 0, height: 0, png: null };
  for (const [number, value] of fields(bytes)) {
    if (number === 1) image.height = Number(value);
    else if (number === 2) image.width = Number(value);
    else if (number === 4) image.png = Buffer.from(value);
  }
  return image.png ? { kind: 'image', value: image } : { kind: 'skipped', value: 'image without bytes' };
}

/** TensorBoard gives the upper edge and the count of each bucket; ours wants one edge more than counts. */
function readHistogram(bytes) {
  let least = 0;
  let edges = [];
  let counts = [];
  for (const [number, value] of fields(bytes)) {
    if (number === 1) least = value.readDoubleLE(0);
    else if (number === 6) edges = edges.concat(doubles(value));
    else if (number === 7) counts = counts.concat(doubles(value));
  }
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  if (first < 0) return { kind: 'skipped', value: 'empty histogram' };
  return {
    kind: 'histogram',
    value: {
      _type: 'histogram',
      bins: [Math.min(least, edges[first]), ...edges.slice(first, last + 1)],
      values: counts.slice(first, last + 1),
    },
  };
}

/** TensorFlow 2 writes a scalar as a tensor of one number. */
function readTensor(bytes) {
  let type = 0;
  let number = null;
  for (const [field, value] of fields(bytes)) {
    if (field === 1) type = Number(value);
    else if (field === 4 && type === FLOAT && value.length === 4) number = value.readFloatLE(0);
    else if (field === 4 && type === DOUBLE && value.length === 8) number = value.readDoubleLE(0);
    else if (field === 5 && value.length === 4) number = value.readFloatLE(0);
    else if (field === 6 && value.length === 8) number = value.readDoubleLE(0);
  }
  return number === null ? { kind: 'skipped', value: 'tensor that is not one number (text, figures)' } : { kind: 'scalar', value: number };
}

function keepImage(images, tag, step, { width, height, png }) {
  const sha256 = createHash('sha256').update(png).digest('hex');
  const path = `media/images/${tag.replace(/[^\w./-]/g, '_')}_${step}_${sha256.slice(0, 20)}.png`;
  images[path] = png;
  return { _type: 'image-file', format: 'png', width, height, size: png.length, sha256, path };
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.name.includes('tfevents') ? [path] : [];
  });
}

function groupByFolder(files) {
  const folders = new Map();
  for (const file of files) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
  return folders;
}
