import type { Locator, Page } from 'playwright-core';
import { TestBrowser } from './fixtures/browser';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

let server: Server;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  server = await Server.start();
  browser = await TestBrowser.launch();
  // Run `exp-n` has `config.number` n; a larger number ends with a larger loss.
  await new SdkScript(server, '0.31.0', 'twelve_runs.py').succeed();
  page = await browser.signedIn(server);
  await page.goto(`${server.url}/local/browse`);
  await page.getByRole('heading', { name: 'Runs (12)' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => browser.expectNoTrouble());

const drawn = (key: string, lines: number): Promise<void> =>
  page.locator(`[data-testid="panel"][data-key="${key}"][data-series="${lines}"]`).waitFor();
const listed = (): Promise<(string | null)[]> =>
  page.locator('[data-run-id]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-run-id')));
const popover = (): Locator => page.getByRole('dialog', { name: 'Filter runs' });

async function write(row: Locator, field: string, operator: string, value: string): Promise<void> {
  await row.getByRole('combobox', { name: 'Field' }).fill(field);
  await page.getByRole('option', { name: field, exact: true }).click();
  await row.getByLabel('Operator').selectOption({ label: operator });
  await row.getByRole('combobox', { name: 'Value' }).fill(value);
  await row.getByRole('combobox', { name: 'Value' }).press('Enter');
}

describe('runs of a workspace', () => {
  it('C7: are filtered by a number, in the list and in the charts', async () => {
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await popover().getByRole('button', { name: 'Add condition' }).click();
    await write(popover().getByRole('group', { name: 'Condition' }), 'config.number', '≥', '9');
    await page.getByText('3 match · 3 visualized').waitFor();
    await drawn('train/loss', 3);
    expect(await listed()).toEqual(['exp-11', 'exp-10', 'exp-9']);
  });

  it('joins what stands in a group with OR', async () => {
    await popover().getByRole('button', { name: 'New group' }).click();
    const rows = popover().getByRole('group', { name: 'Any of these' }).getByRole('group', { name: 'Condition' });
    await write(rows.nth(0), 'config.number', '=', '9');
    await write(rows.nth(1), 'displayName', '=', 'exp-11');
    await page.getByText('2 match · 2 visualized').waitFor();
    expect(await listed()).toEqual(['exp-11', 'exp-9']);
  });

  it('says what is filtered in chips, keeps it over a reload, and takes a chip away', async () => {
    await page.keyboard.press('Escape');
    await popover().waitFor({ state: 'detached' });
    await saved();
    await page.reload();
    await page.getByText('2 match · 2 visualized').waitFor();
    await page.getByText('config.number ≥ 9').waitFor();
    await page.getByRole('button', { name: 'Remove config.number = 9 or name = exp-11' }).click();
    await page.getByText('3 match · 3 visualized').waitFor();
    await page.getByRole('button', { name: 'Remove config.number ≥ 9' }).click();
    await page.getByText('12 visualized').waitFor();
  });

  it('C8: in the order of a value decide which runs are drawn', async () => {
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByRole('checkbox', { name: 'summary.train/loss' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sort', exact: true }).click();
    await page.getByRole('combobox', { name: 'Sort by' }).fill('summary.train/loss');
    await page.getByRole('option', { name: 'summary.train/loss' }).click();
    await page.getByLabel('Direction').selectOption('ascending');
    await page.keyboard.press('Escape');
    await page.locator('ul[aria-label="Runs"] > [aria-posinset="1"][data-run-id="exp-0"]').waitFor();
    expect(await listed()).toEqual(Array.from({ length: 12 }, (_, n) => `exp-${n}`));
    expect(
      await page
        .locator('[data-run-id="exp-5"]')
        .getByTitle(/summary\.train\/loss: /)
        .textContent(),
    ).toBe('0.53688');
    await page.getByRole('button', { name: 'Show or hide all runs' }).waitFor();
    expect(await rowsOfTable('train/loss')).toEqual(Array.from({ length: 10 }, (_, n) => `exp-${n}`));
  });

  it('offers what is asked most as toggles', async () => {
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await popover().getByRole('button', { name: 'Running only' }).click();
    await page.getByText('No runs match the filter').waitFor();
    await page.getByText('No matching runs').first().waitFor();
    await popover().getByRole('button', { name: 'Running only' }).click();
    await popover().getByRole('button', { name: 'Only my runs' }).click();
    await page.getByText('12 match · 12 visualized').waitFor();
    await popover().getByRole('button', { name: 'Clear all' }).click();
    await page.keyboard.press('Escape');
  });

  it('are walked through with the keyboard', async () => {
    await page.locator('[data-run-id="exp-0"]').getByRole('link').focus();
    await page.keyboard.press('ArrowDown');
    expect(await focusedRun()).toBe('exp-1');
    await page.keyboard.press('Space');
    await page.getByText('11 visualized').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('12 visualized').waitFor();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
    await page.keyboard.press('Escape');
  });
});

const focusedRun = (): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.closest('[data-run-id]')?.getAttribute('data-run-id'));

/** Names of the drawn runs, as the panel's own table has them. */
async function rowsOfTable(key: string): Promise<string[]> {
  const panel = page.locator(`[data-testid="panel"][data-key="${key}"]`);
  await drawn(key, 10);
  await panel.hover();
  await panel.getByRole('button', { name: /^Actions for/ }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Download CSV' }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n').slice(1);
  return [...new Set(lines.map((line) => line.split(',')[0] ?? ''))];
}

/** What a reload depends on: the view as the server has it. */
async function saved(): Promise<void> {
  const has = async (): Promise<boolean> => {
    const answer = await page.request.get(`${server.url}/api/v1/projects/local/browse/workspace`);
    return (await answer.text()).includes('exp-11');
  };
  while (!(await has())) await page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
}
