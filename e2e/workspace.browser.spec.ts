import type { Locator, Page } from 'playwright-core';
import { DESKTOP, TestBrowser } from './fixtures/browser';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

let server: Server;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  server = await Server.start();
  browser = await TestBrowser.launch();
  await new SdkScript(server, '0.31.0', 'twelve_runs.py').succeed();
  page = await browser.signedIn(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => browser.expectNoTrouble());

const panel = (key: string): Locator => page.locator(`[data-testid="panel"][data-key="${key}"]`);
const drawn = (key: string, lines: number): Promise<void> =>
  page.locator(`[data-testid="panel"][data-key="${key}"][data-series="${lines}"]`).waitFor();

describe('landing', () => {
  it('B1: finds a project by name', async () => {
    await page.goto(`${server.url}/home`);
    await page.getByRole('searchbox', { name: 'Search projects' }).fill('brow');
    await page.getByRole('link', { name: 'browse' }).first().waitFor();
    await page.getByRole('searchbox', { name: 'Search projects' }).fill('no such project');
    await page.getByRole('link', { name: 'browse' }).waitFor({ state: 'detached' });
  });

  it('B2: opens its workspace', async () => {
    await page.getByRole('searchbox', { name: 'Search projects' }).fill('browse');
    await page.getByRole('link', { name: 'browse' }).first().click();
    await page.waitForURL('**/local/browse');
    await page.getByRole('heading', { name: 'Runs (12)' }).waitFor();
  });
});

describe('workspace', () => {
  beforeEach(async () => {
    await page.goto(`${server.url}/local/browse`);
    await page.getByRole('heading', { name: 'Runs (12)' }).waitFor();
  });

  it('B4 C11: lists every run, draws the first ten and says so', async () => {
    await page.getByText('12 visualized').waitFor();
    expect(await page.locator('[data-run-id]').count()).toBe(12);
    await drawn('train/loss', 10);
    await panel('train/loss').getByText('First 10 of 12 runs').waitFor();
    expect(Number(await panel('train/loss').getAttribute('data-points'))).toBe(1000);
    await panel('train/loss').getByRole('button', { name: 'Show more' }).click();
    await drawn('train/loss', 12);
    // The panel keeps its limit, over a reload too, until it is given back.
    await saved(page);
    await page.reload();
    await drawn('train/loss', 12);
    await panel('train/loss').getByRole('button', { name: 'Show fewer' }).click();
    await drawn('train/loss', 10);
    await saved(page);
  });

  it('E6: has a panel for every metric, in sections', async () => {
    for (const key of ['train/loss', 'val/accuracy']) await panel(key).waitFor();
    expect(await page.locator('[data-section]').evaluateAll((all) => all.map((section) => section.getAttribute('data-section')))).toEqual(
      expect.arrayContaining(['train', 'val']),
    );
  });

  it('C4: hides a run in every panel, and keeps it hidden', async () => {
    await drawn('train/loss', 10);
    await page.getByRole('button', { name: 'Hide exp-11' }).click();
    await page.getByText('11 visualized').waitFor();
    await panel('val/accuracy').getByText('First 10 of 11 runs').waitFor();
    await page.getByRole('button', { name: 'Show exp-11' }).waitFor();
    await saved(page);
    await page.reload();
    await page.getByText('11 visualized').waitFor();
    await page.getByRole('button', { name: 'Show exp-11' }).click();
    await page.getByText('12 visualized').waitFor();
    await saved(page);
  });

  it('C6: searches by name, in the list and in the charts', async () => {
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('exp-1');
    await page.getByText(/3 match/).waitFor();
    await drawn('train/loss', 3);
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('^exp-(1|2)$');
    await drawn('train/loss', 2);
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('(');
    await page.getByText('Not a valid pattern').waitFor();
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('');
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await drawn('train/loss', 10);
  });

  it('C5: takes a colour exactly as it was typed', async () => {
    await page.getByRole('button', { name: 'Colour of exp-3' }).click();
    await page.getByLabel('Hex').fill('#ff0000');
    await page.getByLabel('Hex').press('Enter');
    await page.keyboard.press('Escape');
    await saved(page);
    await page.reload();
    await drawn('train/loss', 10);
    expect(await redPixels(panel('train/loss'))).toBeGreaterThan(10);
  });

  it('E1: searches panels by a regular expression', async () => {
    await page.getByRole('searchbox', { name: 'Search panels' }).fill('^val/');
    await panel('train/loss').waitFor({ state: 'detached' });
    await panel('val/accuracy').waitFor();
    await page.getByRole('searchbox', { name: 'Search panels' }).fill('');
    await panel('train/loss').waitFor();
  });

  it('C1 C2: renames a run; deletes one and takes it back', async () => {
    await page.locator('[data-run-id="exp-5"]').hover();
    await page.getByRole('button', { name: 'Actions for exp-5' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.keyboard.type('renamed');
    await page.keyboard.press('Enter');
    await page.locator('[data-run-id="exp-5"]').getByText('renamed').waitFor();
    await page.getByRole('button', { name: 'Actions for renamed' }).click();
    await page.getByRole('menuitem', { name: 'Delete run' }).click();
    await page.getByRole('button', { name: 'Delete run' }).click();
    await page.getByRole('heading', { name: 'Runs (11)' }).waitFor();
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Runs (12)' }).waitFor();
    await page.locator('[data-run-id="exp-5"]').getByText('renamed').waitFor();
  });

  it('B5: opens a run from the sidebar', async () => {
    await page.locator('[data-run-id="exp-7"]').getByRole('link', { name: 'exp-7' }).click();
    await page.waitForURL('**/runs/exp-7');
    for (const tab of ['Charts', 'Overview', 'Logs', 'System', 'Model', 'Files', 'Artifacts'])
      await page.getByRole('tab', { name: tab }).waitFor();
  });

  it('looks the part', async () => {
    for (const theme of ['light', 'dark'] as const)
      for (const [width, height] of [
        [1440, 900],
        [1024, 768],
        [360, 740],
      ] as const) {
        const own = await browser.signedIn(server, { ...DESKTOP, width, height, theme });
        await own.goto(`${server.url}/local/browse`);
        await own.locator('[data-testid="panel"][data-series]').first().waitFor();
        await browser.picture(own, `workspace-${width}-${theme}`);
        await own.context().close();
      }
  });
});

describe('what is not there', () => {
  it('is `Not found`, with status 404', async () => {
    const answer = await page.goto(`${server.url}/local/no-such-project`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
  });

  it('needs a sign-in', async () => {
    const stranger = await browser.page(await browser.context());
    await stranger.goto(`${server.url}/`);
    await stranger.waitForURL('**/login*');
    await stranger.context().close();
  });

  it('signs a browser in by the printed link, once', async () => {
    const first = await browser.page(await browser.context());
    await first.goto(server.signInLink);
    await first.waitForURL('**/home');
    expect(first.url()).not.toContain('token');
    const second = await browser.page(await browser.context());
    await second.goto(server.signInLink);
    await second.getByLabel('API key').waitFor();
    await first.context().close();
    await second.context().close();
  });
});

/** The page saves a little after the last change; the answer of that request is what a reload depends on. */
async function saved(of: Page): Promise<void> {
  await of.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().endsWith('/workspace') && answer.ok());
}

async function redPixels(of: Locator): Promise<number> {
  return of
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at] === 255 && data[at + 1] === 0 && data[at + 2] === 0 && data[at + 3] === 255) count += 1;
      return count;
    });
}
