import { jsonLine } from '../seeds/training.mjs';

const LINES_A_POST = 2_000;

/**
 * Writes one imported run through the front door. The run's id comes from the source, and lines keep their numbers, so
 * that importing the same source again adds nothing: the server drops what it holds.
 */
export async function writeRun(client, run) {
  const made = await client.upsertRun({
    name: run.id,
    project: run.project,
    displayName: run.displayName,
    notes: run.notes ?? null,
    tags: run.tags?.length ? run.tags : null,
    jobType: run.jobType ?? null,
    config: configDocument(run.config ?? {}, run.source),
  });
  if (Object.keys(run.files ?? {}).length > 0) await client.upload(made, run.files);
  for (let offset = 0; offset < run.rows.length; offset += LINES_A_POST) {
    const content = run.rows.slice(offset, offset + LINES_A_POST).map(jsonLine);
    await client.stream(made, { files: { 'wandb-history.jsonl': { offset, content } } });
  }
  const summary = run.rows.reduce((values, row) => Object.assign(values, row), {});
  await client.stream(made, {
    files: { 'wandb-summary.json': { offset: 0, content: [jsonLine(summary)] } },
    complete: true,
    exitcode: run.exitCode ?? 0,
  });
  return made;
}

/** `_wandb.t` marks a run as one that really started (protocol 4.4). */
function configDocument(config, source) {
  const wrapped = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
  return JSON.stringify({ ...wrapped, _wandb: { value: { t: {}, m: [], imported_from: source } } });
}

/** Values of one step become one row; a key that comes again at that step begins another, so that no value is lost. */
export class RowsByStep {
  #steps = new Map();

  add(step, seconds, key, value) {
    const rows = this.#steps.get(step) ?? [];
    this.#steps.set(step, rows);
    let row = rows.find((one) => !Object.hasOwn(one.values, key));
    if (!row) rows.push((row = { seconds, values: {} }));
    row.values[key] = value;
    row.seconds = Math.max(row.seconds, seconds);
  }

  /** `start`: seconds since the epoch at which the run began. */
  rows(start) {
    return [...this.#steps.keys()]
      .sort((a, b) => a - b)
      .flatMap((step) =>
        this.#steps.get(step).map(({ seconds, values }) => ({ ...values, _step: step, _runtime: seconds - start, _timestamp: seconds })),
      );
  }
}

/** A project's name has none of `/ \ # ? % :` and at most 128 characters. */
export function projectName(text) {
  return text.replace(/[/\\#?%:]/g, '-').slice(0, 128) || 'imported';
}

/** A run's id has none of `: ; , # ? / '` and no white space at its ends. */
export function runId(text) {
  return text.replace(/[:;,#?/'\\\s]+/g, '-').slice(-120) || 'run';
}
