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
  await new SdkScript(server, '0.31.0', 'media_run.py', ['examples']).succeed();
  page = await browser.signedIn(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  await page.goto(`${server.url}/local/media/runs/examples`);
});
afterEach(() => browser.expectNoTrouble());

const panel = (key: string): Locator => page.locator(`[data-testid="media-panel"][data-key="${key}"]`);
const shows = async (key: string, step: string): Promise<void> => panel(key).locator('output').getByText(step).waitFor();

describe('media of a run', () => {
  it('step only through the steps that were logged, under their true label', async () => {
    await shows('sample', 'step 30');
    const slider = panel('sample').getByRole('slider');
    expect(await slider.getAttribute('max')).toBe('2');
    const seen: string[] = [];
    for (const step of [30, 20, 10]) {
      await panel('sample').getByText(`<img src=x onerror=alert(1)> at ${step}`).waitFor();
      expect(await slider.getAttribute('aria-valuetext')).toBe(`step ${step}, ${step / 10} of 3`);
      await panel('sample')
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.decode());
      seen.push((await panel('sample').locator('img').getAttribute('src')) ?? '');
      if (step > 10) await panel('sample').getByRole('button', { name: 'Previous step' }).click();
    }
    expect(new Set(seen).size).toBe(3);
  });

  it('move together once they are synced, and say where a step is missing', async () => {
    await shows('sample', 'step 30');
    await shows('batch', 'step 20');
    await page.locator('[data-section="Media"]').getByRole('button', { name: 'Sync steps' }).click();
    await panel('sample').getByRole('slider').press('Home');
    await shows('sample', 'step 10');
    await shows('batch', 'step 0 (nearest)');
    await panel('batch').getByText('item 2 of 0').waitFor();
    await shows('tone', 'step 5 (nearest)');
    await panel('weights').getByRole('slider').press('Home');
    await panel('sample').getByText('Nothing was logged by step 0.').waitFor();
  });

  it('draw boxes and masks by class', async () => {
    const toggle = panel('sample').getByRole('button', { name: 'car', exact: true });
    await panel('sample').getByText('car 0.92').waitFor();
    await toggle.click();
    await panel('sample').getByText('car 0.92').waitFor({ state: 'detached' });
    await panel('sample').getByRole('button', { name: 'mask 1' }).waitFor();
  });

  it('run HTML without reach', async () => {
    await panel('page').scrollIntoViewIfNeeded();
    await panel('page').frameLocator('iframe').getByText('refused: SecurityError').waitFor();
    expect(await panel('page').locator('iframe').getAttribute('sandbox')).toBe('allow-scripts');
    expect(await page.title()).not.toContain('broken out');
  });

  it('show histograms, sound and tables', async () => {
    await panel('weights')
      .getByRole('img', { name: /weights at step 40: 64 bins/ })
      .waitFor();
    await panel('tone').locator('audio').waitFor();
    await panel('predictions').getByText('1,000 rows').waitFor();
    const first = panel('predictions').getByRole('row').nth(1).getByRole('cell').nth(1);
    expect(await first.innerText()).toBe('0');
    await panel('predictions').getByRole('button', { name: /score/ }).click();
    await panel('predictions').getByRole('columnheader', { name: /score/ }).and(page.locator('[aria-sort="ascending"]')).waitFor();
    expect(await first.innerText()).toBe('999');
    expect(await panel('predictions').getByRole('row').count()).toBeLessThan(60);
  });

  it.each(['light', 'dark'] as const)('have no serious accessibility finding in the %s theme', async (theme) => {
    for (const width of [1440, 1024, 360]) {
      const look = await browser.signedIn(server, { ...DESKTOP, width, theme });
      await look.goto(`${server.url}/local/media/runs/examples`);
      await look.getByText('1,000 rows').waitFor();
      await look.locator('[data-section="Media"]').evaluate((section) => section.scrollIntoView());
      await browser.picture(look, `run-media-${width}-${theme}`);
      const { violations } = await new AxeBuilder({ page: look }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([]);
      await look.context().close();
    }
  });
});
