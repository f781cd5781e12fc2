const PAGE = 1_000;

/** MLflow's REST API (2.0), the part that reads runs. */
export class MlflowServer {
  constructor(address) {
    this.address = address.replace(/\/+$/, '');
  }

  async runs() {
    const experiments = await this.#pages('POST', 'experiments/search', { max_results: PAGE }, 'experiments');
    const found = [];
    for (const { experiment_id: id, name } of experiments)
      for (const run of await this.#pages('POST', 'runs/search', { experiment_ids: [id], max_results: PAGE }, 'runs'))
        found.push(read(run, name));
    return found.sort((a, b) => a.startTime - b.startTime);
  }

  async metrics(run) {
    const all = [];
    for (const key of run.keys) {
      const points = await this.#pages('GET', 'metrics/get-history', { run_id: run.id, metric_key: key, max_results: 25_000 }, 'metrics');
      for (const point of points)
        all.push({
          key,
          value: number(point.value),
          timestamp: Number(point.timestamp),
          step: Number(point.step ?? 0),
          isNan: point.value === 'NaN',
        });
    }
    return all;
  }

  async close() {}

  async #pages(method, path, query, field) {
    const all = [];
    for (let token; ;) {
      const body = token ? { ...query, page_token: token } : query;
      const url = `${this.address}/api/2.0/mlflow/${path}${method === 'GET' ? `?${new URLSearchParams(body)}` : ''}`;
      const answer = await fetch(
        url,
        method === 'GET' ? {} : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      );
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
      const page = await answer.json();
      all.push(...(page[field] ?? []));
      token = page.next_page_token;
      if (!token) return all;
    }
  }
}

function read({ info, data }, experiment) {
  const pairs = (list = []) => Object.fromEntries(list.map(({ key, value }) => [key, value]));
  return {
    id: info.run_id,
    name: info.run_name,
    status: info.status,
    startTime: Number(info.start_time ?? 0),
    experiment,
    params: pairs(data.params),
    tags: pairs(data.tags),
    keys: (data.metrics ?? []).map(({ key }) => key),
  };
}

/** JSON has no NaN and no infinities: MLflow writes them as text. */
function number(value) {
  return typeof value === 'number' ? value : value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : Number(value);
}
