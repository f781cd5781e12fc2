import AxeBuilder from '@axe-core/playwright';
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
  // Run `exp-n` has `config.number` n; a larger number ends with a larger loss.
  await new SdkScript(server, '0.31.0', 'twelve_runs.py').succeed();
  page = await browser.signedIn(server);
  await page.goto(`${server.url}/local/browse/table`);
  await row('exp-0').waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => browser.expectNoTrouble());

const grid = (): Locator => page.getByRole('grid', { name: 'Runs' });
const row = (run: string): Locator => page.locator(`[role="row"][data-run-id="${run}"]`);
const cell = (run: string, field: string): Locator => row(run).locator(`[data-field="${field}"]`);
const head = (field: string): Locator => page.locator(`[role="columnheader"][data-field="${field}"]`);
const fields = (): Promise<(string | null)[]> =>
  page.getByRole('columnheader').evaluateAll((heads) => heads.map((one) => one.getAttribute('data-field')));
const order = (): Promise<(string | null)[]> =>
  page
    .locator('[role="row"][data-run-id]')
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((one) => one.getAttribute('data-run-id')),
    );

async function menu(field: string, item: string): Promise<void> {
  await head(field)
    .getByRole('button', { name: /^Column / })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

describe('the runs table', () => {
  it('shows by itself what tells the runs apart', async () => {
    await cell('exp-5', 'summary.train/loss').getByText('0.53688').waitFor();
    expect(await fields()).toEqual([
      ...['displayName', 'state', 'tags', 'createdAt', 'runtime'],
      ...['config.number', 'summary.train/loss', 'summary.val/accuracy'],
    ]);
    expect(await grid().getAttribute('aria-rowcount')).toBe('13');
    await page.getByRole('heading', { name: 'Runs (12)' }).waitFor();
  });

  it('sorts by a click on a head, and turns round with a second one', async () => {
    await head('config.number').getByRole('button', { name: 'config.number', exact: true }).click();
    await page.locator('[aria-rowindex="2"][data-run-id="exp-0"]').waitFor();
    expect(await order()).toEqual(Array.from({ length: 12 }, (_, n) => `exp-${n}`));
    expect(await head('config.number').getAttribute('aria-sort')).toBe('ascending');
    await head('config.number').getByRole('button', { name: 'config.number', exact: true }).click();
    await page.locator('[aria-rowindex="2"][data-run-id="exp-11"]').waitFor();
    expect(await head('config.number').getAttribute('aria-sort')).toBe('descending');
  });

  it('resizes, moves, pins and hides columns, and keeps it over a reload', async () => {
    const before = await widthOf('config.number');
    const edge = await head('config.number').locator('[data-edge]').boundingBox();
    await page.mouse.move((edge?.x ?? 0) + 4, (edge?.y ?? 0) + 8);
    await page.mouse.down();
    await page.mouse.move((edge?.x ?? 0) + 64, (edge?.y ?? 0) + 8);
    await page.mouse.up();
    expect(await widthOf('config.number')).toBe(before + 60);
    await head('summary.val/accuracy').locator('button').first().dragTo(head('state'));
    await menu('config.number', 'Pin column');
    await menu('runtime', 'Hide column');
    const wanted = ['displayName', 'config.number', 'summary.val/accuracy', 'state', 'tags', 'createdAt', 'summary.train/loss'];
    await head('runtime').waitFor({ state: 'detached' });
    expect(await fields()).toEqual(wanted);
    await saved('columnWidths');
    await page.reload();
    await row('exp-11').waitFor();
    expect(await fields()).toEqual(wanted);
    expect(await widthOf('config.number')).toBe(before + 60);
  });

  it('keeps pinned columns in sight and the others out of the page', async () => {
    await page.setViewportSize({ width: 800, height: 900 });
    await grid().evaluate((element) => element.scrollTo({ left: 10_000 }));
    await head('summary.train/loss').waitFor();
    const left = await head('displayName').boundingBox();
    const frame = await grid().boundingBox();
    expect(left?.x).toBe(frame?.x);
    await page.setViewportSize(DESKTOP);
    await grid().evaluate((element) => element.scrollTo({ left: 0 }));
  });

  it('edits notes and tags in place', async () => {
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByRole('checkbox', { name: 'notes', exact: true }).check();
    await page.keyboard.press('Escape');
    await cell('exp-3', 'notes').dblclick();
    await page.getByRole('textbox', { name: 'Notes' }).fill('the best\nso far');
    await Promise.all([changed(), page.keyboard.press('Enter')]);
    await cell('exp-3', 'notes').getByText('the best so far').waitFor();
    await cell('exp-4', 'tags').dblclick();
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByRole('textbox', { name: 'New tag' }).fill('kept');
    await Promise.all([changed(), page.keyboard.press('Enter')]);
    await cell('exp-4', 'tags').getByText('kept').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expectRun('exp-3', { notes: 'the best\nso far' });
    await expectRun('exp-4', { tags: ['kept'] });
  });

  it('tags the chosen runs together, and takes it back', async () => {
    await page.getByRole('checkbox', { name: 'Select exp-4' }).click();
    await page.getByRole('checkbox', { name: 'Select exp-2' }).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('textbox', { name: 'Tag', exact: true }).fill('good, really');
    await page.keyboard.press('Enter');
    await page.getByText('"good, really" added to 3 runs').waitFor();
    await expectRun('exp-4', { tags: ['kept', 'good, really'] });
    await cell('exp-2', 'tags').getByText('good, really').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    for (const run of ['exp-2', 'exp-3', 'exp-4']) await cell(run, 'tags').getByText('good, really').waitFor({ state: 'detached' });
    await expectRun('exp-2', { tags: [] });
    await expectRun('exp-4', { tags: ['kept'] });
    await page.getByRole('button', { name: 'Clear selection' }).click();
  });

  it('exports all matching runs with the texts of all columns', async () => {
    const shown = await texts();
    await page.getByRole('button', { name: 'Export' }).click();
    const csv = await download('CSV, visible columns');
    expect(csv[0]).toBe('Name,config.number,summary.val/accuracy,State,Tags,Created,summary.train/loss,Notes');
    // Lines of notes stand one after another in a cell, and stay lines in the file.
    expect(csv.slice(1).map((line) => line.replace('"the best\nso far"', 'the best so far'))).toEqual(shown);
    await page.getByRole('button', { name: 'Export' }).click();
    const all = await download('CSV, all columns');
    expect(all[0]).toContain('Name,ID,State,Notes,Author,Tags,Created');
    expect(all[0]).toContain('summary.train/loss');
  });

  it('deletes the chosen runs after their number was typed, and brings them back', async () => {
    await page.getByRole('checkbox', { name: 'Select exp-1', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Select exp-0', exact: true }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 2 runs?' });
    expect(await dialog.getByRole('button', { name: 'Delete runs' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Type 2 to go on').fill('2');
    await dialog.getByRole('button', { name: 'Delete runs' }).click();
    await page.getByRole('heading', { name: 'Runs (10)' }).waitFor();
    await row('exp-1').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Runs (12)' }).waitFor();
    await row('exp-1').waitFor();
  });

  it('is walked through with the keyboard', async () => {
    await cell('exp-11', 'displayName').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe('1:1');
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor({ state: 'detached' });
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/runs/exp-10');
    await page.goBack();
    await row('exp-10').waitFor();
  });

  it('shows groups with their figures', async () => {
    await menu('state', 'Group by');
    const group = page.locator('[role="row"][data-group]');
    await group.getByText('(12)').waitFor();
    await group.getByText('5.5 ± 3.45').waitFor();
    await group.getByRole('button', { name: /finished/ }).click();
    await row('exp-7').waitFor();
  });
});

describe.each(['light', 'dark'] as const)('accessibility of the table in the %s theme', (theme) => {
  it.each([1440, 360])('has no serious finding at %i px', async (width) => {
    const own = await browser.signedIn(server, { width, height: 900, theme });
    await own.goto(`${server.url}/local/browse/table`);
    await own.getByRole('grid').waitFor();
    await own.waitForLoadState('networkidle');
    const { violations } = await new AxeBuilder({ page: own }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    await own.context().close();
  });
});

const widthOf = async (field: string): Promise<number> => Math.round((await head(field).boundingBox())?.width ?? 0);

/** The texts of each row as they stand in the page, as a line of a file; `—` is nothing. */
async function texts(): Promise<string[]> {
  const rows = await page
    .locator('[role="row"][data-run-id]')
    .evaluateAll((all) =>
      all
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((one) => [...one.querySelectorAll('[role="gridcell"]')].map((each) => each.querySelector('[data-fits]')?.textContent ?? '')),
    );
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((cells) => cells.map((text) => (text === '—' ? '' : quoted(text))).join(','));
}

async function download(item: string): Promise<string[]> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
}

async function expectRun(run: string, wanted: object): Promise<void> {
  const answer = await page.request.get(`${server.url}/api/v1/runs/local/browse/${run}`);
  expect(await answer.json()).toMatchObject(wanted);
}

const changed = (): Promise<unknown> => page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());

/** What a reload depends on: the view as the server has it. */
async function saved(text: string): Promise<void> {
  const has = async (): Promise<boolean> =>
    (await (await page.request.get(`${server.url}/api/v1/projects/local/browse/workspace`)).text()).includes(text);
  while (!(await has())) await page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
}
