import { createHash } from 'node:crypto';

export const FILES = { history: 'wandb-history.jsonl', system: 'wandb-events.jsonl', console: 'output.log' };

/** Answers that the client takes as fatal for the life of a run (protocol 6.4). */
const FATAL = new Set([400, 401, 403, 404, 409, 410, 413, 422, 501]);

export function sha256(text) {
  return createHash('sha256').update(text).digest('base64');
}

/** What the server promised to keep: the hash of every acknowledged line, by run, file and line number; and what it must never answer. */
export class Ledger {
  /** run name -> file -> hashes by line number. */
  lines = new Map();
  /** run name -> { state, summary, files: name -> sha256, silentSince }. */
  runs = new Map();
  violations = [];
  answers = new Map();
  acknowledged = 0;
  posts = 0;

  run(name) {
    if (!this.runs.has(name)) this.runs.set(name, { name, state: 'running', summary: null, files: new Map(), silentSince: null });
    return this.runs.get(name);
  }

  acknowledge(run, body) {
    this.posts += 1;
    const files = this.lines.get(run) ?? this.lines.set(run, new Map()).get(run);
    for (const [file, { offset, content }] of Object.entries(body.files ?? {})) {
      if (!Object.values(FILES).includes(file)) continue;
      const held = files.get(file) ?? files.set(file, []).get(file);
      content.forEach((line, index) => (held[offset + index] = sha256(line)));
      this.acknowledged += content.length;
    }
  }

  answered(what, status, text) {
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
    if (FATAL.has(status)) this.violate(`${what}: the client would take ${status} as fatal: ${text.slice(0, 200)}`);
    else if (status >= 500 && status !== 503) this.violate(`${what}: answered ${status}: ${text.slice(0, 200)}`);
  }

  violate(text) {
    this.violations.push(text);
    if (this.violations.length <= 20) console.log(`VIOLATION ${text}`);
  }
}
