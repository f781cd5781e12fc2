import { existsSync } from 'node:fs';
import { MlflowDatabase } from './mlflow-database.mjs';
import { MlflowServer } from './mlflow-server.mjs';
import { RowsByStep, projectName, runId, writeRun } from './run-writer.mjs';

/** MLflow writes infinities as the largest double. */
const LARGEST = Number.MAX_VALUE;

/** `where`: an MLflow SQLite file, or the address of an MLflow server. Experiments become projects. */
export async function importMlflow(client, where, { project, tick }) {
  const source = /^https?:/.test(where) ? new MlflowServer(where) : await openDatabase(where);
  const runs = await source.runs();
  if (runs.length === 0) throw new Error(`There are no runs in ${where}.`);
  const progress = tick(runs.length);
  const skipped = {};
  for (const run of runs) {
    const rows = new RowsByStep();
    for (const { key, value, timestamp, step, isNan } of await source.metrics(run))
      rows.add(step, timestamp / 1000, key, metricValue(value, isNan));
    if (run.artifacts) skipped['artifacts of a run'] = (skipped['artifacts of a run'] ?? 0) + 1;
    await writeRun(client, {
      id: runId(run.id),
      displayName: run.name || run.id.slice(0, 8),
      project: project ?? projectName(run.experiment),
      notes: run.tags['mlflow.note.content'] ?? null,
      tags: labels(run.tags),
      config: run.params,
      source: 'mlflow',
      rows: rows.rows(run.startTime / 1000),
      exitCode: run.status === 'FINISHED' ? 0 : run.status === 'KILLED' ? 255 : 1,
    });
    progress();
  }
  await source.close();
  return { runs: runs.length, skipped };
}

async function openDatabase(path) {
  const file = path.replace(/^sqlite:\/\/\//, '');
  if (!existsSync(file)) throw new Error(`There is no file ${file}; give an MLflow SQLite file or the address of an MLflow server.`);
  return MlflowDatabase.open(file);
}

function metricValue(value, isNan) {
  if (isNan) return NaN;
  if (value >= LARGEST) return Infinity;
  return value <= -LARGEST ? -Infinity : value;
}

/** Tags of people, as `key=value`; MLflow's own begin with `mlflow.`. */
function labels(tags) {
  return Object.entries(tags)
    .filter(([key]) => !key.startsWith('mlflow.'))
    .map(([key, value]) => (value ? `${key}=${value}` : key).slice(0, 64));
}
