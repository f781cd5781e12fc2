import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { DESKTOP, TestBrowser } from '../fixtures/browser';
import { SdkScript } from '../fixtures/sdk';
import { Server } from '../fixtures/server';

let server: Server;
let browser: TestBrowser;
let page: Page;
const base = (): string => `${server.url}/local/artifact-pages`;

beforeAll(async () => {
  server = await Server.start();
  browser = await TestBrowser.launch();
  await new SdkScript(server, '0.31.0', '../artifacts/scripts/artifact_pages.py', ['artifact-pages']).succeed();
  page = await browser.signedIn(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => browser.expectNoTrouble());

describe('artifact pages', () => {
  it('J1: the browser lists types and collections, and finds them by name', async () => {
    await page.goto(base());
    await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Artifacts' }).click();
    const tree = page.getByRole('navigation', { name: 'Collections' });
    await tree.locator('[data-section="dataset"]').getByText('measurements').waitFor();
    await tree.locator('[data-section="model"]').getByText('classifier').waitFor();
    await page.getByLabel('Search collections').fill('MEAS');
    await tree.getByText('classifier').waitFor({ state: 'detached' });
    await tree.getByRole('link', { name: /measurements/ }).click();
    await page.waitForURL('**/artifacts/dataset/measurements');
  });

  it('J2: a collection has its versions with aliases, run, size and the numbers of their metadata', async () => {
    await page.goto(`${base()}/artifacts/dataset/measurements`);
    const rows = page.getByRole('region', { name: 'Versions' }).getByRole('row');
    await rows.nth(2).waitFor();
    expect(await rows.count()).toBe(3);
    expect((await rows.nth(1).innerText()).split(/\s+/)).toEqual(expect.arrayContaining(['v1', 'checked', 'latest', '250']));
    expect((await rows.nth(2).innerText()).split(/\s+/)).toEqual(expect.arrayContaining(['v0', 'first', '100']));
    await rows.nth(1).getByRole('link', { name: 'v1' }).click();
    await page.waitForURL('**/measurements/v1');
  });

  it('a version tells what it is, by alias too', async () => {
    await page.goto(`${base()}/artifacts/dataset/measurements/checked`);
    await page.getByRole('heading', { name: 'measurements:v1' }).waitFor();
    await page.getByText('local/artifact-pages/measurements:v1').waitFor();
    await page.getByText('cleaned twice').waitFor();
    await page.getByRole('link', { name: 'prepare data' }).waitFor();
    await page.getByRole('link', { name: 'Metadata' }).click();
    await page.getByText('"north"').waitFor();
    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByText('run.use_artifact("local/artifact-pages/measurements:v1")').waitFor();
    await page.getByRole('link', { name: 'train a model' }).waitFor();
  });

  it('shows text, tables, images and references of its files', async () => {
    const files = `${base()}/artifacts/dataset/measurements/v1/files`;
    await page.goto(files);
    await page.getByRole('link', { name: 'readme.txt' }).click();
    await page.getByText('250 rows, <b>not bold</b>').waitFor();
    await page.goto(`${files}/tables/first.csv`);
    await page.getByRole('cell', { name: '0.25' }).waitFor();
    await page.goto(`${files}/numbers.table.json`);
    await page.getByRole('cell', { name: 'two' }).waitFor();
    await page.goto(`${files}/raw`);
    await page.locator('code', { hasText: 'https://example.org/raw.bin' }).waitFor();
    await page.goto(`${files}/pictures/blue.png`);
    const image = page.getByRole('img', { name: 'pictures/blue.png' });
    await image.waitFor();
    expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(64);
  });

  it('J3: the lineage leads from the data to the model and its many readers', async () => {
    await page.goto(`${base()}/artifacts/model/classifier/v0/lineage`);
    const graph = page.getByRole('region', { name: 'Lineage graph' });
    for (const name of ['prepare data', 'measurements:v1', 'train a model', 'classifier:v0', '8 runs'])
      await graph.getByText(name).waitFor();
    await graph.getByRole('link', { name: 'measurements:v1' }).click();
    await page.waitForURL('**/dataset/measurements/v1/lineage');
  });

  it("a run's artifacts are counted by direction and lead to their pages", async () => {
    await page.goto(`${base()}/runs/train/artifacts`);
    await page.getByRole('button', { name: 'Inputs 1' }).click();
    await page.getByRole('link', { name: 'measurements:v1' }).waitFor();
    await page.getByRole('button', { name: 'Outputs 1' }).click();
    await page.getByRole('link', { name: 'classifier:v0' }).click();
    await page.waitForURL('**/artifacts/model/classifier/v0');
  });

  it('says that there is nothing where there is nothing', async () => {
    await page.goto(`${base()}/artifacts/dataset/measurements/v7`);
    await page.getByText('There is no version “v7” of “measurements” here.').waitFor();
  });

  const SCREENS = [
    '',
    '/dataset/measurements',
    '/dataset/measurements/v1',
    '/dataset/measurements/v1/files/readme.txt',
    '/model/classifier/v0/lineage',
  ];
  describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
    it.each(SCREENS)('artifacts%s has no serious finding, wide or narrow', async (path) => {
      for (const width of [1440, 360]) {
        const own = await browser.signedIn(server, { ...DESKTOP, width, theme });
        await own.goto(`${base()}/artifacts${path}`);
        await own.waitForLoadState('networkidle');
        await browser.picture(own, `artifacts${path.replaceAll('/', '-')}-${theme}-${width}`);
        const { violations } = await new AxeBuilder({ page: own }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
        await own.context().close();
      }
    });
  });
});
