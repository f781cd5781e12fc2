import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { DESKTOP, TestBrowser } from './fixtures/browser';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

let server: Server;
let browser: TestBrowser;
let page: Page;
/** Of each architecture: step, mean and population deviation of its three seeds, worked out by the script. */
let expected: Record<string, [number, number, number][]>;

beforeAll(async () => {
  server = await Server.start();
  browser = await TestBrowser.launch();
  const { stdout } = await new SdkScript(server, '0.31.0', 'grouped_runs.py').succeed();
  expected = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as typeof expected;
  page = await browser.signedIn(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => browser.expectNoTrouble());

const panel = (key: string): Locator => page.locator(`[data-testid="panel"][data-key="${key}"]`).first();
const drawn = (key: string, lines: number): Promise<void> =>
  page.locator(`[data-testid="panel"][data-key="${key}"][data-series="${lines}"]`).first().waitFor();

async function open(path = '/local/grouped'): Promise<void> {
  await page.goto(server.url + path);
  await page.getByRole('heading', { name: 'Runs (9)' }).waitFor();
}

async function menu(key: string, item: string): Promise<void> {
  await panel(key).hover();
  await panel(key)
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function download(key: string, item: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), menu(key, item)]);
  return readFileSync(await file.path(), 'latin1');
}

async function edit(key: string): Promise<Locator> {
  await panel(key).hover();
  await panel(key).getByRole('button', { name: 'Edit panel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Data' }).waitFor();
  return dialog;
}

async function choose(box: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: box }).fill(option);
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The page saves a little after the last change, and says when the server holds what is shown: a reload depends on it. */
async function saved(of: Page = page): Promise<void> {
  await of.locator('[data-unsaved="false"]').waitFor();
}

const PANEL_KINDS = {
  'Bar chart': 'bar',
  'Scatter plot': 'scatter',
  Histogram: 'histogram',
  Scalar: 'scalar',
  'Parallel coordinates': 'parallel',
} as const;

const rowsOf = (csv: string): string[][] =>
  csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));

describe('groups', () => {
  beforeAll(() => open());

  it('C8 scenario 9: a group is one line, the exact mean and deviation of its runs', async () => {
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await choose('Group by', 'config.arch');
    await page.keyboard.press('Escape');
    await drawn('train/loss', 3);
    await panel('train/loss').getByText('3 groups, mean ± std, all 9 runs').waitFor();
    const [head, ...rows] = rowsOf(await download('train/loss', 'Download CSV'));
    expect(head).toEqual(['run', 'Step', 'train/loss', 'min', 'max', 'n']);
    for (const [arch, steps] of Object.entries(expected)) {
      const drawnRows = rows.filter(([name]) => name === arch);
      expect(drawnRows.length).toBe(steps.length);
      steps.forEach(([step, mean, deviation], i) => {
        const [, x, y, low, high, n] = (drawnRows[i] ?? []).map(Number);
        expect([x, n]).toEqual([step, 3]);
        expect(y).toBeCloseTo(mean, 12);
        expect(low).toBeCloseTo(mean - deviation, 12);
        expect(high).toBeCloseTo(mean + deviation, 12);
      });
    }
  });

  it('hiding a group leaves the others as they are, hiding a run leaves it out of its own', async () => {
    const before = rowsOf(await download('train/loss', 'Download CSV')).filter(([name]) => name === 'cnn');
    await page.getByRole('button', { name: 'Hide group mlp' }).click();
    await drawn('train/loss', 2);
    expect(rowsOf(await download('train/loss', 'Download CSV')).filter(([name]) => name === 'cnn')).toEqual(before);
    await page.getByRole('button', { name: 'Show group mlp' }).click();
    await drawn('train/loss', 3);
    await page.getByRole('button', { name: 'config.arch cnn, 3 runs' }).click();
    await page.getByRole('button', { name: 'Hide cnn-2' }).click();
    await panel('train/loss').getByText('all 8 runs').waitFor();
    await page.getByRole('button', { name: 'Show cnn-2' }).click();
    await panel('train/loss').getByText('all 9 runs').waitFor();
  });

  it('nests by several keys and keeps it over a reload', async () => {
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await choose('Then by', 'config.seed');
    await page.keyboard.press('Escape');
    await drawn('train/loss', 9);
    await saved();
    await open();
    await page.getByRole('button', { name: 'config.arch mlp, 3 runs' }).click();
    await page.locator('[data-group*="config.seed"]').nth(2).waitFor();
    expect(await page.locator('[data-group*="config.seed"]').count()).toBe(3);
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await page.getByRole('button', { name: 'No groups' }).click();
    await drawn('train/loss', 9);
    await page.locator('[data-run-id="cnn-0"]').waitFor();
    await saved();
  });
});

describe('editing a line plot', () => {
  beforeEach(() => open());

  it('scenario 12: x, range, title, legend and colour are kept, and can be taken back', async () => {
    const dialog = await edit('train/loss');
    await dialog.getByLabel('X axis of this panel').selectOption('wall');
    await dialog.getByLabel('Y minimum').fill('0');
    await dialog.getByLabel('Y maximum').fill('1');
    await dialog.getByRole('tab', { name: 'Chart' }).click();
    await dialog.getByLabel('Panel title').fill('Loss by time');
    await dialog.getByRole('tab', { name: 'Legend' }).click();
    await dialog.getByLabel('Legend template').fill('${run:displayName} lr=${config:optimizer.lr}');
    await dialog.getByText('cnn-0 lr=0.1').first().waitFor();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.waitFor({ state: 'detached' });
    await saved();
    await open();
    await panel('train/loss').getByRole('heading', { name: 'Loss by time' }).waitFor();
    expect(await panel('train/loss').getAttribute('data-x')).toBe('wall');
    await panel('train/loss').getByText('Relative time (wall)').waitFor();
    await page.waitForFunction(() => document.querySelector('[data-key="train/loss"][data-series="9"]'));
    expect(await download('train/loss', 'Download CSV')).toContain('cnn-0 lr=0.1,');
    await menu('train/loss', 'Log y-axis');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Redo' }).click();
    await page.keyboard.press('Control+z');
    await saved();
  });

  it('refuses a range that is none', async () => {
    const dialog = await edit('val/acc');
    await dialog.getByLabel('Y minimum').fill('2');
    await dialog.getByLabel('Y maximum').fill('1');
    expect(await dialog.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Y maximum').fill('3');
    expect(await dialog.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(false);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('scenario 14: smooths by the chosen kind, as the CSV shows', async () => {
    const dialog = await edit('val/acc');
    await dialog.getByLabel('Smoothing type').selectOption('average');
    await dialog.getByLabel('Window').fill('3');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    const [head, ...rows] = rowsOf(await download('val/acc', 'Download CSV'));
    expect(head).toEqual(['run', 'Step', 'val/acc', 'original']);
    const own = rows.filter(([name]) => name === 'cnn-0').map((row) => row.slice(1).map(Number));
    for (let i = 1; i < own.length - 1; i += 1) {
      const around = [own[i - 1], own[i], own[i + 1]].map((row) => row?.[2] ?? NaN);
      expect(own[i]?.[1]).toBeCloseTo(around.reduce((sum, value) => sum + value, 0) / 3, 12);
    }
  });

  it('works out an expression of several keys', async () => {
    const dialog = await edit('val/acc');
    await dialog.getByRole('tab', { name: 'Expressions' }).click();
    await dialog.getByLabel('Y expression').fill('1 - ${val/acc');
    expect(await dialog.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Y expression').fill('(1 - ${val/acc}) * 2 - ${train/loss}');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.querySelector('[data-key="val/acc"][data-series="9"]'));
    const [, ...rows] = rowsOf(await download('val/acc', 'Download CSV'));
    expect(rows.length).toBe(9 * 40);
    for (const [, , y, original] of rows) expect(Number(original ?? y)).toBeCloseTo(0, 12);
  });

  it('saves the picture as PNG and SVG', async () => {
    expect((await download('epoch', 'Download PNG')).slice(1, 4)).toBe('PNG');
    const svg = await download('epoch', 'Download SVG');
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain('cnn-0');
  });
});

describe('arranging', () => {
  beforeEach(() => open());

  it('adds a panel of each kind', async () => {
    for (const [kind, fields] of [
      ['Bar chart', ['summary.train/loss']],
      ['Scatter plot', ['config.optimizer.lr', 'summary.train/loss']],
      ['Histogram', ['summary.train/loss']],
      ['Scalar', ['summary.val/acc']],
      ['Parallel coordinates', ['config.arch', 'config.optimizer.lr', 'summary.train/loss']],
    ] as const) {
      await page.getByRole('button', { name: 'Add panels' }).click();
      await page.getByRole('button', { name: new RegExp(`^${kind}`) }).click();
      const dialog = page.getByRole('dialog', { name: `Edit ${kind}` });
      for (const field of fields) {
        await dialog.locator('input[role="combobox"]').fill(field);
        await dialog.getByRole('option', { name: field, exact: true }).click();
      }
      await dialog.getByRole('button', { name: 'Apply' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator(`[data-testid="panel"][data-kind="${PANEL_KINDS[kind]}"][data-state="ready"]`).waitFor();
    }
    expect(await page.locator('[data-kind="bar"]').first().getAttribute('data-series')).toBe('9');
    expect(await page.locator('[data-kind="parallel"]').first().getAttribute('data-series')).toBe('9');
    await browser.picture(page, 'workspace-kinds');
  });

  it('compares runs, differences only', async () => {
    await page.getByRole('button', { name: 'Add panels' }).click();
    await page.getByRole('button', { name: /^Run comparer/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    const comparer = page.locator('[data-kind="comparer"]').first();
    await comparer.getByRole('rowheader', { name: 'arch' }).waitFor();
    await comparer.getByRole('rowheader', { name: 'optimizer.lr' }).waitFor();
    expect(await comparer.getByRole('rowheader', { name: 'epoch' }).count()).toBe(0);
    await comparer.getByLabel('Diff only').uncheck();
    await comparer.getByRole('rowheader', { name: 'epoch' }).waitFor();
  });

  it('moves, duplicates and removes panels, and takes it back', async () => {
    const section = (name: string): Locator => page.locator(`[data-section="${name}"]`);
    await menu('epoch', 'Move…');
    const dialog = page.getByRole('dialog', { name: 'Move epoch' });
    await dialog.getByLabel('Section').selectOption('train');
    await dialog.getByRole('button', { name: 'Move panel' }).click();
    await section('train').locator('[data-key="epoch"]').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await section('Charts').locator('[data-key="epoch"]').waitFor();
    await menu('epoch', 'Duplicate');
    await section('Charts').getByRole('heading', { name: 'epoch copy' }).waitFor();
    await menu('epoch', 'Delete');
    await page.locator('[data-key="epoch"]').waitFor({ state: 'detached' });
    await saved();
    await open();
    expect(await page.locator('[data-key="epoch"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Add panels' }).click();
    await page.getByRole('button', { name: 'Add epoch' }).click();
    await page.keyboard.press('Escape');
    await panel('epoch').waitFor();
  });

  it('drags a panel into another section and sizes a section by a corner', async () => {
    const head = panel('epoch').locator('h3');
    const target = panel('train/loss');
    // What is still being drawn moves what is below it.
    for (const key of ['epoch', 'train/loss']) await drawn(key, 9);
    // Both on the screen: a drag that scrolls is another matter.
    await page.setViewportSize({ width: 1440, height: 2400 });
    await head.scrollIntoViewIfNeeded();
    const from = await head.boundingBox();
    const to = await target.boundingBox();
    if (!from || !to) throw new Error('Nothing to drag');
    await page.mouse.move(from.x + 10, from.y + 6);
    await page.mouse.down();
    await page.mouse.move(to.x + 30, to.y + 60, { steps: 8 });
    await page.mouse.up();
    await page.locator('[data-section="train"] [data-key="epoch"]').waitFor();
    const slot = await page.locator('[data-section="train"] [data-slot="epoch"]').boundingBox();
    if (!slot) throw new Error('No slot');
    await page.mouse.move(slot.x + slot.width - 4, slot.y + slot.height - 4);
    await page.mouse.down();
    await page.mouse.move(slot.x + slot.width + 200, slot.y + slot.height + 60, { steps: 6 });
    await page.mouse.up();
    await page.locator('[data-grid="train"][data-columns="2"]').waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('adds, renames and deletes a section', async () => {
    await page.locator('[data-section="val"]').hover();
    await page.getByRole('button', { name: 'Actions for section val' }).click();
    await page.getByRole('menuitem', { name: 'New section above' }).click();
    await page.locator('[data-section="New section"]').hover();
    await page.getByRole('button', { name: 'Actions for section New section' }).click();
    await page.getByRole('menuitem', { name: 'Rename section' }).click();
    await page.getByLabel('Section name').fill('Notes');
    await page.keyboard.press('Enter');
    await page.locator('[data-section="Notes"]').hover();
    await page.getByRole('button', { name: 'Actions for section Notes' }).click();
    await page.getByRole('menuitem', { name: 'Delete section' }).click();
    await page.locator('[data-section="Notes"]').waitFor({ state: 'detached' });
  });
});

describe('custom charts', () => {
  it('C11 scenario 26: draws what wandb.plot logged', async () => {
    await page.goto(`${server.url}/local/plots/runs/plots`);
    for (const key of ['squares', 'bars', 'matrix'])
      await page.locator(`[data-testid="panel"][data-kind="custom"][data-key="${key}"][data-state="ready"] svg`).first().waitFor();
    await page.locator('[data-key="bars"] svg').getByText('<b>low').waitFor();
    await page.locator('[data-key="matrix"] svg').getByText('dog').first().waitFor();
  });
});

describe('keyboard', () => {
  it('`?` lists the shortcuts', async () => {
    await open();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Search panels').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('pinned runs', () => {
  it('stand above the list whatever its order, the baseline first', async () => {
    await open();
    const order = () =>
      page.locator('[data-run-id]').evaluateAll((rows) =>
        rows
          .map((row) => [row.getBoundingClientRect().top, row.getAttribute('data-run-id')] as const)
          .sort(([a], [b]) => a - b)
          .map(([, id]) => id),
      );
    const act = async (run: string, item: string): Promise<void> => {
      await page.locator(`[data-run-id="${run}"]`).hover();
      await page.getByRole('button', { name: `Actions for ${run}` }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await act('cnn-0', 'Pin run');
    await act('mlp-1', 'Set as baseline');
    await page.locator('[data-run-id="mlp-1"][data-pinned="baseline"]').waitFor();
    expect((await order()).slice(0, 2)).toEqual(['mlp-1', 'cnn-0']);
    await act('cnn-0', 'Unpin run');
    await act('mlp-1', 'Unpin run');
    await page.locator('[data-pinned]').waitFor({ state: 'detached' });
    await saved();
  });
});

describe('saved views', () => {
  it('are saved, shared by their address, changed only on purpose, and deleted', async () => {
    await open();
    await page.getByRole('button', { name: /^View:/ }).click();
    await page.getByRole('menuitem', { name: 'Save as new view…' }).click();
    await page.getByLabel('View name').fill('For the paper');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('button', { name: 'View: For the paper' }).waitFor();
    const shared = page.url();
    expect(new URL(shared).searchParams.get('nw')).toBeTruthy();
    await page.getByRole('button', { name: 'Hide cnn-0' }).click();
    await page.getByText('8 visualized').waitFor();

    const other = await browser.signedIn(server);
    await other.goto(shared);
    await other.getByRole('button', { name: 'View: For the paper' }).waitFor();
    await other.getByText('9 visualized').waitFor();

    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByText('"For the paper" saved').waitFor();
    // What the other browser has seen is out of date now: it is asked before anything is overwritten.
    await other.getByRole('button', { name: 'Hide mlp-0' }).click();
    await other.getByRole('button', { name: 'Save view' }).click();
    await other.getByRole('button', { name: 'Load the newer one' }).click();
    await other.getByText('8 visualized').waitFor();
    await other.getByRole('button', { name: 'Show cnn-0' }).waitFor();
    await other.context().close();

    await page.getByRole('button', { name: /^View:/ }).click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await page.getByRole('button', { name: 'Delete view' }).click();
    await page.getByRole('button', { name: 'View: My workspace' }).waitFor();
    await page.getByText('9 visualized').waitFor();
  });

  it('scenario 27: two browsers of one person lose nothing silently', async () => {
    await open();
    const other = await browser.signedIn(server);
    await other.goto(`${server.url}/local/grouped`);
    await other.getByText('9 visualized').waitFor();
    await page.getByRole('button', { name: 'Hide resnet-0' }).click();
    await saved();
    await other.getByRole('button', { name: 'Hide resnet-1' }).click();
    await other.getByRole('button', { name: 'Keep mine' }).click();
    await saved(other);
    await open();
    await page.getByRole('button', { name: 'Show resnet-1' }).click();
    await page.getByText('9 visualized').waitFor();
    await saved();
    await other.context().close();
  });
});

describe.each(['light', 'dark'] as const)('accessibility in the %s theme', (theme) => {
  it('of the editor, the dialog of panels and the tree of groups', async () => {
    page = await browser.signedIn(server, { ...DESKTOP, theme });
    await open();
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    };
    await check();
    await edit('train/loss');
    await check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add panels' }).click();
    await page.getByRole('dialog').waitFor();
    await check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await choose('Group by', 'config.arch');
    await check();
    await page.getByRole('button', { name: 'No groups' }).click();
    await saved();
    await page.context().close();
  });
});
