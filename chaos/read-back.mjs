import { FILES, sha256 } from './ledger.mjs';

const PAGE = 1_000;

/** Compares what the server shows of one run, through its public interfaces, with the ledger. */
export class ReadBack {
  constructor(server, wire, ledger) {
    Object.assign(this, { server, wire, ledger });
    this.figures = { runs: 0, lines: 0, files: 0, repeated: 0, rewritten: 0 };
  }

  async check(told) {
    const run = `/runs/local/chaos/${told.name}`;
    const held = this.ledger.lines.get(told.name) ?? new Map();
    await this.receipt(told, held, await this.json(`${run}/receipt`));
    this.compare(told, FILES.history, held, await this.rows(told, held, 'history'));
    this.compare(told, FILES.system, held, await this.rows(told, held, 'events'));
    this.compare(told, FILES.console, held, await this.console(run));
    this.state(told, await this.json(run));
    for (const [name, hash] of told.files) await this.file(told, run, name, hash);
    this.figures.runs += 1;
  }

  /** Every acknowledged line is stored once, and what came in is all accounted for. */
  async receipt(told, held, receipt) {
    if (!receipt.complete) this.bad(told, 'the receipt is not complete');
    for (const [file, lines] of held) {
      const row = receipt.files.find((one) => one.file === file);
      if (!row) {
        this.bad(told, `the receipt does not know ${file}`);
        continue;
      }
      if (row.linesStored !== lines.length) this.bad(told, `${file}: ${lines.length} lines acknowledged, ${row.linesStored} stored`);
      const accounted = row.linesStored + row.linesRepeated + row.linesRewritten + row.deadLetters - row.deadLettersRepaired;
      if (accounted !== row.linesReceived) this.bad(told, `${file}: received is not what is accounted for: ${JSON.stringify(row)}`);
      if (row.deadLetters > 0) this.bad(told, `${file}: ${row.deadLetters} dead letters`);
      this.figures.repeated += row.linesRepeated;
      this.figures.rewritten += row.linesRewritten;
    }
  }

  compare(told, file, held, found) {
    const promised = held.get(file) ?? [];
    const count = Math.max(promised.length, found.length);
    let wrong = 0;
    for (let line = 0; line < count; line += 1) if (promised[line] !== found[line]) wrong += 1;
    if (wrong > 0) this.bad(told, `${file}: ${wrong} of ${count} lines differ (${promised.length} acknowledged, ${found.length} found)`);
    this.figures.lines += promised.length;
  }

  async rows(told, held, field) {
    const query = `query Rows($run: String!) { project(name: "chaos", entityName: "local") { run(name: $run) { rows: ${
      field === 'history' ? 'history(samples: 100000)' : 'events(samples: 100000)'
    } } } }`;
    const data = await this.wire.graphql(query, { run: told.name });
    return data.project.run.rows.map(sha256);
  }

  async console(run) {
    const found = [];
    for (let from = 1; ; from += PAGE) {
      const { lines } = await this.json(`${run}/console?from=${from}&limit=${PAGE}`);
      for (const { number, text } of lines) found[number - 1] = sha256(text);
      if (lines.length < PAGE) return found;
    }
  }

  state(told, document) {
    const crashed = document.timeline.filter(({ state }) => state === 'crashed');
    if (told.silentSince === null) {
      if (document.state !== told.state) this.bad(told, `is ${document.state}, not ${told.state}`);
      if (crashed.length > 0) this.bad(told, `was marked crashed: ${crashed[0].evidence}`);
    }
  }

  async file(told, run, name, hash) {
    const answer = await fetch(`${this.server.url}/api/v1${run}/files/${name.split('/').map(encodeURIComponent).join('/')}`, {
      headers: { authorization: `Bearer ${this.server.key}` },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status !== 200 || sha256(bytes) !== hash)
      this.bad(told, `file ${name} answers ${answer.status} with ${bytes.length} other bytes`);
    this.figures.files += 1;
  }

  async json(path) {
    const answer = await this.server.api('GET', path);
    if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    return answer.json();
  }

  bad(told, text) {
    this.ledger.violate(`run ${told.name}: ${text}`);
  }
}

/** Resolves when every projection has all that the log holds. */
export async function caughtUp(server) {
  for (;;) {
    const { projections } = await (await server.api('GET', '/admin/projections')).json();
    if (projections.every(({ lag }) => lag === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
