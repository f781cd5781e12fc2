import AxeBuilder from '@axe-core/playwright';
import { DESKTOP, TestBrowser } from './fixtures/browser';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

let server: Server;
let browser: TestBrowser;

beforeAll(async () => {
  server = await Server.start();
  browser = await TestBrowser.launch();
  await new SdkScript(server, '0.31.0', 'online_run.py', ['300', '6', 'looked-at']).succeed();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const RUN = '/local/e2e-online/runs/looked-at';
const ROUTES = [
  '/home',
  '/local',
  '/local/e2e-online',
  RUN,
  `${RUN}/overview`,
  `${RUN}/logs`,
  `${RUN}/system`,
  `${RUN}/files`,
  '/authorize',
  '/settings',
];

describe.each(['light', 'dark'] as const)('accessibility in the %s theme', (theme) => {
  it.each(ROUTES)('%s has no serious finding', async (route) => {
    const page = await browser.signedIn(server, { ...DESKTOP, theme });
    await page.goto(server.url + route);
    await page.locator('main').waitFor();
    await page.waitForLoadState('networkidle');
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    await page.context().close();
  });
});
