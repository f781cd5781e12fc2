import fc from 'fast-check';
import { ADMIN_KEY, ProtocolServer, VIEWER_KEY } from '../fixtures/protocol-server';
import { SqlPool } from '@runstead/postgres';
import * as operations from '../fixtures/client-operations';

jest.setTimeout(60_000);

describe('POST /graphql', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
  });
  afterAll(() => server.stop());

  const upsert = async (variables: object, options = {}) => {
    const reply = await server.graphql(operations.UPSERT_BUCKET, variables, options);
    return { ...reply, bucket: (reply.data?.['upsertBucket'] as { bucket: Record<string, unknown> } | undefined)?.bucket };
  };

  describe('transport', () => {
    it('answers the viewer', async () => {
      const { status, data } = await server.graphql(operations.VIEWER, undefined, { operationName: 'Viewer' });
      expect(status).toBe(200);
      expect(data).toEqual({
        viewer: {
          id: expect.any(String),
          entity: 'ana',
          username: 'ana',
          email: 'ana@example.org',
          flags: '{}',
          teams: { edges: [{ node: { name: 'ana' } }, { node: { name: 'vision' } }] },
        },
      });
    });

    it.each([['x'.repeat(40)], [null], ['']])('answers key %j with 401 in the shape of GraphQL', async (key) => {
      const { status, data, errors } = await server.graphql(operations.VIEWER, undefined, { key });
      expect({ status, data }).toEqual({ status: 401, data: null });
      expect(errors[0]).toMatch(/API key/);
    });

    it('announces features, and an object for the versions', async () => {
      const { data } = await server.graphql(`query ServerInfo { serverInfo { cliVersionInfo
        latestLocalVersionInfo { outOfDate latestVersionString versionOnThisInstanceString } features { name isEnabled } } }`);
      expect(data).toMatchObject({
        serverInfo: {
          cliVersionInfo: { max_cli_version: '0.99.0', min_cli_version: '0.10.0' },
          latestLocalVersionInfo: { outOfDate: false, versionOnThisInstanceString: '0.77.0' },
          features: expect.arrayContaining([{ name: 'STRUCTURED_CONSOLE_LOGS', isEnabled: true }]),
        },
      });
    });

    it('answers what it does not have with the standard text and 400', async () => {
      const agent = await server.graphql(
        'mutation CreateLaunchAgent($input: CreateLaunchAgentInput!) { createLaunchAgent(input: $input) { success } }',
        { input: {} },
      );
      expect(agent.status).toBe(400);
      expect(agent.errors).toContainEqual(expect.stringContaining('Cannot query field "createLaunchAgent" on type "Mutation".'));
      const report = await server.graphql('mutation { upsertView(input: {}) { view { id } } }');
      expect(report).toMatchObject({
        status: 400,
        errors: [expect.stringContaining('Cannot query field "upsertView" on type "Mutation".')],
      });
    });

    it.each(['', 'null', '[]', '{', '7', '{"query":7}', '{"variables":{}}', '{"query":"{ viewer { id } }","variables":[]}'])(
      'answers the body %j with 400',
      async (body) => {
        expect((await server.graphqlBody(body)).status).toBe(400);
      },
    );

    it('refuses wrong variables with 400', async () => {
      expect((await server.graphql(operations.CREATE_RUN_FILES, { entity: 'ana' })).status).toBe(400);
      expect((await server.graphql(operations.STOP_RUN, { id: { no: 'id' } })).status).toBe(400);
    });

    it('takes 10 MB in a variable', async () => {
      const query =
        'query Project($entity: String, $name: String, $runName: String!, $desc: String) { project(entityName: $entity, name: $name) { run(name: $runName, desc: $desc) { name summaryMetrics } } }';
      const { status, data, errors } = await server.graphql(query, {
        entity: 'root',
        name: 'verify',
        runName: '',
        desc: 'x'.repeat(10 * 1024 * 1024),
      });
      expect({ status, data, errors }).toEqual({ status: 200, data: { project: null }, errors: [] });
    });

    it('answers other paths of the client with 404', async () => {
      for (const path of ['/sdk/otel/v1/metrics', '/sdk/otel/v1/logs', '/oidc/token', '/files/ana/p', '/nothing'])
        expect([path, (await server.post(path, '')).status]).toEqual([path, 404]);
      expect((await server.post('/sdk/otel/v1/metrics', '', { key: null })).status).toBe(404);
    });
  });

  describe('UpsertBucket', () => {
    it('creates the run, its project and a name', async () => {
      const { status, data, bucket } = await upsert({
        id: null,
        name: 'k3x9a0pq',
        project: 'mnist',
        entity: null,
        tags: ['b', 'a', 'b'],
        config: '{"lr":{"value":1e-3},"n":{"value":NaN}}',
      });
      expect(status).toBe(200);
      expect(data).toMatchObject({ upsertBucket: { inserted: true } });
      expect(bucket).toMatchObject({
        id: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
        name: 'k3x9a0pq',
        displayName: expect.stringMatching(/^[a-z]+-[a-z]+-1$/),
        sweepName: null,
        historyLineCount: 0,
        project: { name: 'mnist', entity: { name: 'ana' } },
      });
      expect(JSON.parse((bucket!['config'] as string).replace('NaN', '"NaN"'))).toEqual({ lr: { value: 0.001 }, n: { value: 'NaN' } });
    });

    it('never erases by null, and replaces the config', async () => {
      const first = await upsert({
        name: 'again',
        project: 'mnist',
        displayName: 'my run',
        notes: 'n',
        tags: ['t'],
        config: '{"a":{"value":1},"_wandb":{"value":{"t":{}}}}',
      });
      const second = await upsert({ name: 'again', project: 'mnist', entity: 'ana', config: '{"b":{"value":2}}' });
      expect(second.bucket).toMatchObject({ id: first.bucket!['id'], displayName: 'my run', config: '{"b":{"value":2}}' });
      const { data } = await server.graphql(operations.RUN, { entity: 'ana', project: 'mnist', name: 'again' });
      expect(data).toMatchObject({ project: { run: { notes: 'n', tags: ['t'], state: 'running' } } });
    });

    it('uses the default project', async () => {
      expect((await upsert({ name: 'no-project' })).bucket).toMatchObject({ project: { name: 'uncategorized' } });
    });

    it('edits by storage id alone, without creating or reviving', async () => {
      const { bucket } = await upsert({ name: 'edited', project: 'mnist' });
      await server.stream('ana/mnist/edited', { complete: true, exitcode: 0 });
      const id = bucket!['id'];
      const reply = await server.graphql(operations.UPSERT_BUCKET, { id, displayName: 'better', summaryMetrics: '{"loss":0.25}' });
      expect(reply.data).toMatchObject({ upsertBucket: { inserted: false, bucket: { name: 'edited', displayName: 'better' } } });
      const { data } = await server.graphql(operations.RUN, { entity: 'ana', project: 'mnist', name: 'edited' });
      expect(data).toMatchObject({ project: { run: { state: 'finished', summaryMetrics: '{"loss":0.25}' } } });
      const unknown = Buffer.from('Run:v1:nope:mnist:ana').toString('base64');
      expect(await server.graphql(operations.UPSERT_BUCKET, { id: unknown, displayName: 'x' })).toMatchObject({ status: 404, data: null });
    });

    it.each([
      [{ entity: 'local', name: 'r', project: 'p' }, {}, 403],
      [{ entity: 'no-such-entity', name: 'r', project: 'p' }, {}, 403],
      [{ entity: 'no-such-entity', name: 'r', project: 'p' }, { key: ADMIN_KEY }, 404],
      [{ entity: 'vision', name: 'r', project: 'p' }, { key: VIEWER_KEY }, 403],
      [{ name: 'r', project: 'a/b' }, {}, 400],
      [{ name: 'r', project: 'x'.repeat(129) }, {}, 400],
      [{ name: 'a/b', project: 'p' }, {}, 400],
      [{ name: '..', project: 'p' }, {}, 400],
      [{ name: 'r', project: '..' }, {}, 400],
      [{ name: '\0', project: 'p' }, {}, 400],
      [{ name: 'r', project: 'p', config: 'no json' }, {}, 400],
      [{ name: 'r', project: 'p', config: '[1]' }, {}, 400],
      [{ name: 'r', project: 'p', tags: ['x'.repeat(65)] }, {}, 400],
      [{ name: 'r', project: 'p', notes: 'a\0b' }, {}, 400],
    ])('refuses %j with a message', async (variables, options, status) => {
      const reply = await upsert(variables, options);
      expect({ status: reply.status, data: reply.data }).toEqual({ status, data: null });
      expect(reply.errors[0]!.length).toBeGreaterThan(10);
    });

    it('lets members and administrators write to a team', async () => {
      expect(await upsert({ entity: 'vision', name: 'r', project: 'p' })).toMatchObject({ status: 200 });
      expect(await upsert({ entity: 'vision', name: 'r2', project: 'p' }, { key: ADMIN_KEY })).toMatchObject({ status: 200 });
    });

    it.each(['<img src=x onerror=alert(1)>', '🚀 模型', '‮gpj.exe', '__proto__', 'constructor', '...', 'a b%20c'])(
      'keeps the run id %j',
      async (name) => {
        expect((await upsert({ name, project: 'hostile', displayName: name })).bucket).toMatchObject({ name, displayName: name });
        const { data } = await server.graphql(operations.RUN, { entity: 'ana', project: 'hostile', name });
        expect(data).toMatchObject({ project: { run: { name, displayName: name } } });
        expect(await server.stream(`ana/hostile/${encodeURIComponent(name)}`, {})).toMatchObject({ status: 200 });
      },
    );
  });

  describe('RunResumeStatus', () => {
    it('answers null for what is missing', async () => {
      const missing = await server.graphql(operations.RUN_RESUME_STATUS, { project: 'mnist', entity: null, name: 'missing' });
      expect(missing).toMatchObject({ status: 200, data: { model: { name: 'mnist', bucket: null } } });
      expect(await server.graphql(operations.RUN_RESUME_STATUS, { project: 'nothing', name: 'missing' })).toMatchObject({
        status: 200,
        data: { model: null },
      });
    });

    it('has counters and tails right after a post', async () => {
      await upsert({
        name: 'resumed',
        project: 'mnist',
        config: '{"_wandb":{"value":{"t":{"4":"3.11"},"m":[]}}}',
        tags: ['a'],
        notes: 'n',
      });
      const rows = ['{"loss":1,"_step":0,"_runtime":1.5}', '{"loss":0.5,"_step":1,"_runtime":2.5}'];
      await server.stream('ana/mnist/resumed', {
        files: {
          'wandb-history.jsonl': { offset: 0, content: rows },
          'wandb-events.jsonl': { offset: 0, content: ['{"system.cpu":3,"_runtime":1}'] },
          'output.log': { offset: 0, content: ['a', 'b', 'c'] },
          'wandb-summary.json': { offset: 0, content: ['{"loss":0.5,"_step":1}'] },
        },
      });
      const { data } = await server.graphql(operations.RUN_RESUME_STATUS, { project: 'mnist', entity: 'ana', name: 'resumed' });
      expect(data).toMatchObject({
        model: {
          entity: { name: 'ana' },
          bucket: {
            historyLineCount: 2,
            eventsLineCount: 1,
            logLineCount: 3,
            historyTail: JSON.stringify([rows[1]]),
            eventsTail: JSON.stringify(['{"system.cpu":3,"_runtime":1}']),
            wandbConfig: '{"t":{"4":"3.11"}}',
            tags: ['a'],
            notes: 'n',
          },
        },
      });
      expect((await upsert({ name: 'resumed', project: 'mnist' })).bucket).toMatchObject({ historyLineCount: 2 });
    });
  });

  describe('other operations of a run', () => {
    it('asks a run to stop', async () => {
      const { bucket } = await upsert({ name: 'stop-me', project: 'mnist' });
      expect(await server.graphql(operations.STOP_RUN, { id: bucket!['id'] })).toMatchObject({
        status: 200,
        data: { stopRun: { success: true } },
      });
      expect(await server.stream('ana/mnist/stop-me', {})).toMatchObject({ status: 200, body: { stopped: true } });
      expect(await server.graphql(operations.STOP_RUN, { id: bucket!['id'] }, { key: VIEWER_KEY })).toMatchObject({ status: 403 });
    });

    it('raises alerts', async () => {
      await upsert({ name: 'alerting', project: 'mnist' });
      const alert = {
        entityName: 'ana',
        projectName: 'mnist',
        runName: 'alerting',
        title: 'T',
        text: 'x',
        severity: 'WARN',
        waitDuration: 60_000,
      };
      expect(await server.graphql(operations.ALERT, alert)).toMatchObject({
        status: 200,
        data: { notifyScriptableRunAlert: { success: true } },
      });
      expect(await server.graphql(operations.ALERT, alert)).toMatchObject({
        status: 200,
        data: { notifyScriptableRunAlert: { success: true } },
      });
      expect(await server.graphql(operations.ALERT, { ...alert, severity: 'LOUD' })).toMatchObject({ status: 400 });
      // Within the waiting time the same title is not raised again, and the client is told the same.
      const raised = async (): Promise<number> => (await server.app.get(SqlPool).db.selectFrom('alerts').selectAll().execute()).length;
      expect(await raised()).toBe(1);
      await server.graphql(operations.ALERT, { ...alert, waitDuration: 0 });
      await server.graphql(operations.ALERT, { ...alert, title: 'other' });
      expect(await raised()).toBe(3);
    });

    it('keeps custom charts by name, and replaces one that is saved again', async () => {
      const chart = {
        entity: 'ana',
        chartName: 'bars',
        displayName: 'Bars',
        chartType: 'vega2',
        access: 'PRIVATE',
        spec: '{"mark":"bar"}',
      };
      const save = (told: object, key?: string) =>
        server.graphql(operations.CREATE_CUSTOM_CHART, { ...chart, ...told }, key ? { key } : {});
      const first = await save({});
      expect(first).toMatchObject({ status: 200, data: { createCustomChart: { chart: { id: expect.any(String) } } } });
      expect((await save({ displayName: 'More bars', spec: '{"mark":"line"}' })).data).toEqual(first.data);
      const rows = await server.app
        .get(SqlPool)
        .db.selectFrom('custom_charts')
        .select(['entity', 'name', 'display_name', 'spec'])
        .execute();
      expect(rows).toEqual([{ entity: 'ana', name: 'bars', display_name: 'More bars', spec: '{"mark":"line"}' }]);
      expect(await save({ entity: 'vision' })).toMatchObject({ status: 200 });
      for (const wrong of [{ chartName: 'a/b' }, { chartType: 'svg' }, { access: 'ALL' }, { spec: '[1]' }, { spec: '{' }])
        expect(await save(wrong)).toMatchObject({ status: 400, data: null });
      expect(await save({}, VIEWER_KEY)).toMatchObject({ status: 403 });
      expect(await save({ entity: 'vision' }, VIEWER_KEY)).toMatchObject({ status: 403 });
    });

    it('shows nothing to those who may not see it', async () => {
      const variables = { entity: 'ana', project: 'mnist', name: 'alerting' };
      expect(await server.graphql(operations.RUN, variables, { key: VIEWER_KEY })).toMatchObject({ status: 200, data: { project: null } });
      expect(await server.graphql(operations.RUN, variables, { key: ADMIN_KEY })).toMatchObject({
        data: { project: { run: { name: 'alerting' } } },
      });
      expect(
        await server.graphql(
          'query E($e: String!) { entity(name: $e) { id isTeam organization { coreWeaveOrganizationId } } organization(name: "x") { featureFlags(rampIDType: OrgName) { rampKey isEnabled } } }',
          { e: 'vision' },
        ),
      ).toMatchObject({
        status: 200,
        data: { entity: { isTeam: true, organization: null }, organization: null },
      });
    });

    it('lists runs page by page, oldest first', async () => {
      for (const name of ['one', 'two', 'three']) await upsert({ name, project: 'listed' });
      const list = async (cursor: string | null, order = '+created_at') => {
        const { data } = await server.graphql(operations.RUNS, {
          entity: 'ana',
          project: 'listed',
          perPage: 2,
          cursor,
          order,
          filters: '{}',
        });
        const { runCount, runs } = data!['project'] as {
          runCount: number;
          runs: { edges: { node: { name: string }; cursor: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
        };
        return {
          runCount,
          names: runs.edges.map(({ node }) => node.name),
          next: runs.edges.at(-1)?.cursor ?? null,
          more: runs.pageInfo.hasNextPage,
        };
      };
      const first = await list(null);
      expect(first).toMatchObject({ runCount: 3, names: ['one', 'two'], more: true });
      expect(await list(first.next)).toMatchObject({ names: ['three'], more: false });
      expect(await list(null, '-created_at')).toMatchObject({ names: ['three', 'two'] });
      expect(
        await server.graphql(operations.RUNS, { entity: 'ana', project: 'listed', filters: '{"state":{"$where":"1"}}' }),
      ).toMatchObject({
        status: 400,
      });
      expect(await server.graphql(operations.RUNS, { entity: 'ana', project: 'missing', filters: '{}' })).toMatchObject({
        status: 200,
        data: { project: null },
      });
    });

    it('makes and lists projects', async () => {
      const create =
        'mutation UpsertModel($name: String!, $id: String, $entity: String!, $description: String, $repo: String) { upsertModel(input: { id: $id, name: $name, entityName: $entity, description: $description, repo: $repo }) { model { name description } inserted } }';
      expect(await server.graphql(create, { name: 'by-hand', entity: 'vision', description: 'd' })).toMatchObject({
        data: { upsertModel: { inserted: true, model: { name: 'by-hand', description: 'd' } } },
      });
      expect(await server.graphql(create, { name: 'by-hand', entity: 'vision' })).toMatchObject({
        data: { upsertModel: { inserted: false } },
      });
      const list =
        'query EntityProjects($entity: String) { models(first: 10, entityName: $entity) { edges { node { id name description createdAt isBenchmark readOnly } } } }';
      expect(await server.graphql(list, { entity: 'vision' })).toMatchObject({
        data: {
          models: { edges: expect.arrayContaining([expect.objectContaining({ node: expect.objectContaining({ name: 'by-hand' }) })]) },
        },
      });
      expect(await server.graphql(list, { entity: 'local' })).toMatchObject({ data: { models: { edges: [] } } });
    });
  });

  it('never answers variables with anything but 200, 400, 403 or 404', async () => {
    const documents = [
      operations.UPSERT_BUCKET,
      operations.RUN_RESUME_STATUS,
      operations.CREATE_RUN_FILES,
      operations.RUN_FILES,
      operations.STOP_RUN,
      operations.ALERT,
      operations.RUN,
      operations.RUNS,
    ];
    const names = [
      'id',
      'name',
      'project',
      'entity',
      'config',
      'tags',
      'files',
      'run',
      'filters',
      'order',
      'cursor',
      'perPage',
      'fileNames',
      'pattern',
      'title',
      'text',
      'entityName',
      'projectName',
      'runName',
      'notes',
      'displayName',
      'summaryMetrics',
    ];
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        'ana',
        'mnist',
        'again',
        '{}',
        null,
        '\0',
        '\ud800',
        '__proto__',
        'bm9uc2Vuc2U=',
        '{"a":1e999}',
        -1,
        2 ** 40,
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.jsonValue({ maxDepth: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...documents), fc.dictionary(fc.constantFrom(...names), value), async (query, variables) => {
        expect([200, 400, 403, 404]).toContain((await server.graphql(query, variables)).status);
      }),
      { numRuns: 150 },
    );
  });
});
