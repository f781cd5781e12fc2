import { Api } from './fixtures/api';
import { SDK_VERSIONS, SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

let server: Server;
let api: Api;
beforeAll(async () => {
  server = await Server.start();
  api = new Api(server);
});
afterAll(async () => {
  await server.stop();
});

describe.each(SDK_VERSIONS)('strange values of wandb %s', (version) => {
  const id = `strange=+&$@ ${version}`;
  const project = 'e2e-strange';
  const value = async (key: string): Promise<(number | undefined)[]> => {
    const [series] = await api.series(project, { keys: [key], runs: [id] });
    return [series?.x[0], series?.y[0]];
  };

  beforeAll(async () => {
    await new SdkScript(server, version, 'strange_values.py', [id]).succeed();
  });

  it('keeps the name', async () => {
    const run = await api.run(project, id);
    expect(run.displayName).toBe('"><img src=x onerror=alert(1)> \u202eשלום 😀');
    expect(run.name).toBe(id);
  });

  it('keeps the configuration', async () => {
    const { config } = await api.run(project, id);
    expect(Object.entries(config)).toEqual(
      expect.arrayContaining([
        ['__proto__', 1],
        ['constructor', 'c'],
        ['<b>', '</script>'],
        // The client writes an integer beyond 64 bits as 1.1805916207174113e+21.
        ['big', 2 ** 70],
      ]),
    );
  });

  it('loses no row for one value that JSON does not know', async () => {
    const [fine] = await api.series(project, { keys: ['fine'], runs: [id] });
    expect(Array.from(fine!.y)).toEqual([1.5, 2.5, 3.5, 4.5]);
    expect((await api.receipt(project, id)).totals).toMatchObject({ deadLetters: 0, gaps: 0 });
  });

  it('marks NaN and infinities', async () => {
    const series = await api.series(project, { keys: ['nan', 'inf', '-inf'], runs: [id] });
    expect(Object.fromEntries(series.map((line) => [line.key, Array.from(line.markKind)]))).toEqual({ nan: [0], inf: [1], '-inf': [2] });
  });

  it.each([
    ['__proto__', 1, 2],
    ['constructor', 1, 3],
    ['a/b c', 1, 5],
    ['世界', 1, 6],
    ['nested.deep.er', 1, 7],
    ['big', 2, 2 ** 64 + 1],
    ['small', 2, 5e-324],
    ["'; DROP TABLE points; --", 3, 8],
    ['{x:String}', 3, 9],
    ['back\\slash\ttab\nline', 3, 10],
  ])('has a point for %j', async (key, step, expected) => {
    expect(await value(key)).toEqual([step, expected]);
  });

  it('makes no point of text or of a flag', async () => {
    expect(await value('text')).toEqual([undefined, undefined]);
    expect(await value('flag')).toEqual([undefined, undefined]);
  });
});
