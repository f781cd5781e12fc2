import { setTimeout as pause } from 'node:timers/promises';
import { FILES, sha256 } from './ledger.mjs';

const PROJECT = 'chaos';
/** The client's are 30 s apart, for a limit of 300 s. */
const BEAT_MS = 3_000;
const WORDS = ['loss', 'läuft', '学習', '\\ back', 'tab\there', '"quoted"', '🚀', "it's", '%_', ''];

/**
 * One run as its client drives it: post after post, each repeated until it is acknowledged. On the way 5 % of the posts
 * are sent twice at once, 5 % are given up after a time-out (repeated at once, and the first copy arrives late), and
 * 5 % overtake the one before.
 */
export class ChaosRun {
  constructor(wire, ledger, random, { name, posts, pace }) {
    Object.assign(this, { wire, ledger, random, name, posts, pace });
    this.next = Object.fromEntries(Object.values(FILES).map((file) => [file, 0]));
    this.path = `/files/local/${PROJECT}/${name}/file_stream`;
    this.late = [];
    this.spoke = Date.now();
    this.told = ledger.run(name);
  }

  /** `how`: 'ends' completes it, 'stays' leaves it running, 'dies' silences it without a word. `enough()` ends it early. */
  async live(how, enough) {
    await this.announce();
    // At least one: a run that never spoke is pending, and nobody waits for it.
    for (let post = 0; post === 0 || (post < this.posts && !enough()); post += 1) {
      await this.mischief();
      if (this.random.uniform() < 0.02) await this.beating(() => this.upload());
      await pause(this.pace * (0.2 + 1.6 * this.random.uniform()));
    }
    if (how === 'ends') await this.end();
    await Promise.all(this.late);
    if (how === 'dies') this.fallSilent();
  }

  /** Nobody hears of it any more since its last post that was answered began. */
  fallSilent() {
    this.told.silentSince = this.spoke;
    this.told.state = 'crashed';
  }

  async announce() {
    const query =
      'mutation UpsertBucket($name: String, $project: String, $entity: String, $config: JSONString) { upsertBucket(input: {name: $name, modelName: $project, entityName: $entity, config: $config}) { bucket { id name } inserted } }';
    const variables = {
      name: this.name,
      project: PROJECT,
      entity: 'local',
      config: JSON.stringify({ lr: { value: this.random.uniform() } }),
    };
    await this.insist('/graphql', JSON.stringify({ query, variables }));
  }

  async mischief() {
    const dice = this.random.uniform();
    const body = this.body();
    if (dice < 0.05) {
      await Promise.all([this.deliver(body), this.deliver(body)]);
    } else if (dice < 0.1) {
      this.late.push(this.arriveLate(body));
      await pause(10 + 40 * this.random.uniform());
      await this.deliver(body);
    } else if (dice < 0.15) {
      const overtaking = this.body();
      await this.deliver(overtaking);
      await this.deliver(body);
    } else await this.deliver(body);
  }

  /** Lost when the server is down just then, as a packet in a dead machine's buffer is. */
  async arriveLate(body) {
    const text = JSON.stringify(body);
    const sent = this.once('POST', this.path, text).catch(() => null);
    if (this.random.uniform() < 0.5) return sent;
    await pause(200 + 2_800 * this.random.uniform());
    return this.once('POST', this.path, text).catch(() => null);
  }

  async end() {
    const code = this.random.uniform() < 0.8 ? 0 : 1;
    await this.deliver({ ...this.body(), complete: true, exitcode: code });
    this.told.state = code === 0 ? 'finished' : 'failed';
  }

  /** Files go another way than lines: while they do, the client goes on giving signs of life. */
  async beating(work) {
    const timer = setInterval(() => void this.once('POST', this.path, '{}').catch(() => null), BEAT_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  async heartbeat() {
    await this.deliver({});
  }

  body() {
    const files = {};
    const put = (file, lines) => {
      files[file] = { offset: this.next[file], content: lines };
      this.next[file] += lines.length;
    };
    const { uniform, pick } = this.random;
    const count = 1 + Math.floor(uniform() ** 3 * 40);
    const first = this.next[FILES.history];
    const rows = Array.from({ length: count }, (_, index) => this.row(first + index));
    put(FILES.history, rows);
    if (uniform() < 0.3)
      put(
        FILES.console,
        Array.from({ length: 1 + Math.floor(uniform() * 8) }, (_, index) => `${pick(WORDS)} line ${this.next[FILES.console] + index}`),
      );
    if (uniform() < 0.15)
      put(FILES.system, [JSON.stringify({ 'system.cpu': uniform() * 100, _timestamp: Date.now() / 1000, _runtime: first })]);
    if (uniform() < 0.3) {
      this.summary = { last: first + count - 1, loss: uniform() };
      files['wandb-summary.json'] = { offset: 0, content: [JSON.stringify(this.summary)] };
    }
    return { files };
  }

  row(step) {
    const { uniform, pick } = this.random;
    const row = { loss: uniform(), accuracy: uniform(), [`layer/${step % 7}`]: uniform() * 1e6, note: pick(WORDS) };
    const text = JSON.stringify({ ...row, _timestamp: Date.now() / 1000, _runtime: step, _step: step });
    return uniform() < 0.03 ? text.replace(/"loss":[^,]+/, `"loss":${pick(['NaN', 'Infinity', '-Infinity'])}`) : text;
  }

  async deliver(body) {
    await this.insist(this.path, JSON.stringify(body));
    this.ledger.acknowledge(this.name, body);
  }

  /** Repeats until the server takes it; the client does so for a week. */
  async insist(path, text) {
    for (;;) {
      const answer = await this.once('POST', path, text).catch(() => null);
      if (answer !== null && answer.status < 300) return answer;
      // Faster than the client (2 s, or Retry-After): more requests meet the server while it comes up.
      await pause(50 + 400 * Math.random());
    }
  }

  async upload() {
    const name = `notes/${this.told.files.size}.txt`;
    const bytes = Buffer.from(`${this.name} ${name} `.repeat(10 + Math.floor(this.random.uniform() * 20_000)));
    const query =
      'mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) { createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) { files { name uploadUrl } } }';
    const variables = { entity: 'local', project: PROJECT, run: this.name, files: [name] };
    const answer = await this.insist('/graphql', JSON.stringify({ query, variables }));
    const { pathname, search } = new URL(JSON.parse(answer.text).data.createRunFiles.files[0].uploadUrl);
    for (;;) {
      const put = await this.once('PUT', pathname + search, bytes, { authorization: null, 'content-type': null }).catch(() => null);
      if (put?.status === 200) break;
      await pause(50 + 400 * Math.random());
    }
    this.told.files.set(name, sha256(bytes));
  }

  async once(method, path, text, headers) {
    const began = Date.now();
    const answer = await this.wire.once(method, path, text, headers);
    if (path === this.path) this.spoke = Math.max(began, this.spoke);
    this.ledger.answered(`${method} ${path.split('?')[0]} of ${this.name}`, answer.status, answer.text);
    return answer;
  }
}
