import { Agent, request } from 'node:http';
import { pipeline } from 'node:stream';

/**
 * Speaks the wandb wire protocol as the SDK does (GraphQL `UpsertBucket`, `file_stream` posts, signed uploads), so that
 * seeds and benchmarks go in by the front door. Requests that are shed are repeated after `Retry-After`.
 */
export class WireClient {
  constructor(url, key, { sockets = 8 } = {}) {
    this.url = new URL(url);
    this.authorization = `Basic ${Buffer.from(`api:${key}`).toString('base64')}`;
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  async graphql(query, variables) {
    const answer = await this.send('POST', '/graphql', JSON.stringify({ query, variables }));
    const body = JSON.parse(answer.text);
    if (answer.status !== 200 || body.errors) throw new Error(`GraphQL answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    return body.data;
  }

  /** Answers `{ entity, project, name, displayName }` as the server names them. */
  async upsertRun(run) {
    const data = await this.graphql(
      `mutation UpsertBucket($name: String, $project: String, $entity: String, $displayName: String, $notes: String, $tags: [String!], $groupName: String, $jobType: String, $config: JSONString, $host: String, $program: String) {
        upsertBucket(input: {name: $name, modelName: $project, entityName: $entity, displayName: $displayName, notes: $notes, tags: $tags, groupName: $groupName, jobType: $jobType, config: $config, host: $host, jobProgram: $program}) {
          bucket { id name displayName project { name entity { name } } } inserted } }`,
      run,
    );
    const { bucket } = data.upsertBucket;
    return { entity: bucket.project.entity.name, project: bucket.project.name, name: bucket.name, displayName: bucket.displayName };
  }

  /** `files`: name -> `{ offset, content }`. Answers the body. */
  async stream(run, body) {
    const path = `/files/${[run.entity, run.project, run.name].map(encodeURIComponent).join('/')}/file_stream`;
    const answer = await this.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body));
    if (answer.status < 200 || answer.status > 299) throw new Error(`file_stream answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    return JSON.parse(answer.text);
  }

  /** `files`: name -> Buffer. */
  async upload(run, files) {
    const data = await this.graphql(
      `mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
        createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) { files { name uploadUrl } } }`,
      { entity: run.entity, project: run.project, run: run.name, files: Object.keys(files) },
    );
    for (const { name, uploadUrl } of data.createRunFiles.files) await this.put(uploadUrl, files[name]);
  }

  /** To a signed address. `body`: a Buffer, or a stream of `size` bytes, which is sent once. */
  async put(address, body, size = body.length) {
    const target = new URL(address);
    const headers = { authorization: null, 'content-type': null, 'content-length': size };
    const send = Buffer.isBuffer(body) ? this.send : this.once;
    const answer = await send.call(this, 'PUT', target.pathname + target.search, body, headers);
    if (answer.status !== 200) throw new Error(`An upload answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  }

  async send(method, path, body, headers = {}) {
    for (;;) {
      const answer = await this.once(method, path, body, headers);
      if (answer.status !== 429 && answer.status !== 503) return answer;
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.retryAfter ?? 1)));
    }
  }

  once(method, path, body, headers) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const all = { authorization: this.authorization, 'content-type': 'application/json', 'content-length': bytes.length, ...headers };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
    return new Promise((resolve, reject) => {
      const call = request(
        { agent: this.agent, host: this.url.hostname, port: this.url.port, method, path, headers: given },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode,
              retryAfter: response.headers['retry-after'],
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      if (Buffer.isBuffer(bytes)) call.end(bytes);
      else pipeline(bytes, call, (error) => error && reject(error));
    });
  }

  close() {
    this.agent.destroy();
  }
}
