import AxeBuilder from '@axe-core/playwright';
import type { SavedSweep, SweepDocument } from '@runstead/ui-contract';
import type { Page } from 'playwright-core';
import { Api } from './fixtures/api';
import { DESKTOP, TestBrowser } from './fixtures/browser';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

const PROJECT = 'sweep-pages';
const CONFIG = 'method: grid\nname: two rates\nmetric: { name: loss, goal: minimize }\nparameters:\n  lr: { values: [0.1, 0.2] }\n';

let server: Server;
let browser: TestBrowser;
let page: Page;
let worked: string;
let list: string;

beforeAll(async () => {
  server = await Server.start();
  browser = await TestBrowser.launch();
  const api = new Api(server);
  await api.send('POST', '/projects', { entity: 'local', name: PROJECT });
  const made = await api.send('POST', `/projects/local/${PROJECT}/sweeps`, { config: CONFIG });
  worked = ((await made.json()) as SavedSweep).name;
  await new SdkScript(server, '0.31.0', '../sweeps/scripts/rate_agent.py', [PROJECT, worked]).succeed();
  const read = (): Promise<SweepDocument> => api.get(`/projects/local/${PROJECT}/sweeps/${worked}`);
  await api.until(read, ({ endedRuns, best }) => endedRuns === 2 && best !== null);
  list = `${server.url}/local/${PROJECT}/sweeps`;
  page = await browser.signedIn(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => browser.expectNoTrouble());

const badge = (state: string): Promise<void> => page.locator(`[data-sweep-state="${state}"]`).waitFor();

describe('sweep pages', () => {
  it('lead from the navigation of the project to a sweep that real agents worked on', async () => {
    await page.goto(`${server.url}/local/${PROJECT}`);
    await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Sweeps' }).click();
    const row = page.getByRole('row', { name: /two rates/ });
    await row.getByText('2 / 2').waitFor();
    await row.getByRole('link', { name: 'two rates' }).click();
    await page.getByText('2 of 2 runs ended').waitFor();
    const overview = page.getByRole('region', { name: 'Overview' });
    await overview.getByText('with 0.1').waitFor();
    await overview.getByText(`wandb agent local/${PROJECT}/${worked}`).waitFor();
    // The best comes first.
    const losses = page.getByRole('region', { name: 'Table of runs' }).locator('tbody tr td:nth-child(3)');
    await losses.nth(1).waitFor();
    expect(await losses.allTextContents()).toEqual(['0.1', '0.2']);
    await page.locator('[data-testid="panel"][data-kind="parallel"][data-series="2"]').waitFor();
    await page.locator('[data-testid="panel"][data-kind="importance"]').waitFor();
  });

  it('make a sweep from YAML, after saying what is wrong with it, and pause, resume and cancel it', async () => {
    await page.goto(list);
    await page.getByRole('button', { name: 'New sweep' }).click();
    const text = page.getByLabel('Configuration (YAML)');
    await text.fill('method: grid\nparameters: { lr: { min: 0.0, max: 1.0 } }');
    await page.getByRole('button', { name: 'Create sweep' }).click();
    await page.getByRole('alert').getByText('finitely many values').waitFor();
    await text.fill('method: random\nname: by hand\nparameters: { lr: { min: 0.0, max: 1.0 } }');
    await page.getByRole('button', { name: 'Create sweep' }).click();
    await page.getByRole('heading', { name: 'by hand' }).waitFor();
    await page.getByText('No runs yet. Start a worker with:').waitFor();
    await badge('PENDING');
    await page.getByRole('button', { name: 'Pause' }).click();
    await badge('PAUSED');
    await page.getByRole('button', { name: 'Resume' }).click();
    await badge('RUNNING');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel sweep' }).click();
    await badge('CANCELED');
  });

  it('answer an unknown sweep with Not found', async () => {
    await page.goto(`${list}/none`);
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('have no serious accessibility finding in the %s theme', async (theme) => {
    const themed = await browser.signedIn(server, { ...DESKTOP, theme });
    for (const route of [list, `${list}/${worked}`]) {
      await themed.goto(route);
      await themed.locator('[data-state="ready"]').first().waitFor();
      await themed.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page: themed }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    }
    await themed.context().close();
  });
});
