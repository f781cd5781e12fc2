import { readFileSync } from 'node:fs';
import initSqlJs from 'sql.js';

/** MLflow's SQLite store, read into memory; the file is never changed. */
export class MlflowDatabase {
  constructor(database) {
    this.database = database;
  }

  static async open(file) {
    const sql = await initSqlJs();
    return new MlflowDatabase(new sql.Database(readFileSync(file)));
  }

  async runs() {
    const params = this.#pairs('SELECT run_uuid AS run, key, value FROM params');
    const tags = this.#pairs('SELECT run_uuid AS run, key, value FROM tags');
    return this.#rows(
      `SELECT r.run_uuid AS id, r.name, r.status, r.start_time AS startTime, e.name AS experiment
       FROM runs r JOIN experiments e ON e.experiment_id = r.experiment_id
       WHERE r.lifecycle_stage = 'active' ORDER BY r.start_time, r.run_uuid`,
    ).map((run) => ({ ...run, startTime: run.startTime ?? 0, params: params.get(run.id) ?? {}, tags: tags.get(run.id) ?? {} }));
  }

  async metrics(run) {
    return this.#rows('SELECT key, value, timestamp, step, is_nan AS isNan FROM metrics WHERE run_uuid = ? ORDER BY step, timestamp, key', [
      run.id,
    ]);
  }

  async close() {
    this.database.close();
  }

  #rows(sql, values = []) {
    const statement = this.database.prepare(sql, values);
    const rows = [];
    while (statement.step()) rows.push(statement.getAsObject());
    statement.free();
    return rows;
  }

  #pairs(sql) {
    const byRun = new Map();
    for (const { run, key, value } of this.#rows(sql)) byRun.set(run, { ...byRun.get(run), [key]: value });
    return byRun;
  }
}
