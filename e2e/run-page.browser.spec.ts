import type { Page } from 'playwright-core';
import { DESKTOP, TestBrowser } from './fixtures/browser';
import { SdkScript } from './fixtures/sdk';
import { Server } from './fixtures/server';

let server: Server;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  server = await Server.start({ RUNSTEAD_CRASH_AFTER_SECONDS: '300' });
  browser = await TestBrowser.launch();
  page = await browser.signedIn(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => browser.expectNoTrouble());

const points = (count: number): Promise<void> => page.locator(`[data-testid="panel"][data-key="loss"][data-points="${count}"]`).waitFor();

describe('a run while it is watched', () => {
  it('D6 D7 H1: charts, console and state follow without reload', async () => {
    const script = new SdkScript(server, '0.31.0', 'live_run.py', ['watched']);
    await script.printed('first half');
    const own = `${server.url}/local/live/runs/watched`;
    await expectPage(own);
    await page.goto(own);
    await points(50);
    await page.getByText('Running', { exact: true }).first().waitFor();
    const logs = await page.context().newPage();
    await logs.goto(`${own}/logs`);
    await logs.locator('[data-line="1"]').getByText('<script>alert(1)</script>').waitFor();
    script.goOn();
    await points(100);
    await logs.locator('[data-line="2"]').getByText('second half').waitFor();
    script.goOn();
    await page.getByText('Finished', { exact: true }).first().waitFor();
    await script.succeed();
    await logs.close();
  });
});

describe('a run that is over', () => {
  const id = 'whole';
  const own = (tab = ''): string => `${server.url}/local/e2e-online/runs/${id}${tab}`;

  beforeAll(async () => {
    await new SdkScript(server, '0.31.0', 'online_run.py', ['1500', '8', id]).succeed();
  });

  it('D1-D20: Overview tells everything that is known', async () => {
    await page.goto(own('/overview'));
    const row = (label: string) => page.locator('dt', { hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::dd[1]');
    await row('Description').getByText('some notes').waitFor();
    for (const tag of ['one', 'two']) await row('Tags').getByText(tag, { exact: true }).waitFor();
    await row('Author').getByText('local').waitFor();
    await row('State').getByText('Finished').waitFor();
    for (const label of [
      'Privacy',
      'Start time',
      'Duration',
      'Host name',
      'Operating system',
      'Python version',
      'Python executable',
      'Command',
      'System hardware',
    ])
      expect((await row(label).innerText()).trim()).toMatch(/[^—\s]/);
    await row('W&B CLI version').getByText('0.31.0').waitFor();
    await row('Run path').getByText(`local/e2e-online/${id}`).waitFor();
    await page.getByText('model.depth').first().waitFor();
    await page.getByText('every acknowledged line is stored exactly once').waitFor();
  });

  it('E1 E6: Charts has a panel for every metric', async () => {
    await page.goto(own());
    await page.locator('[data-testid="panel"][data-key="group0/key0"][data-series="1"]').waitFor();
    await page.getByRole('searchbox', { name: 'Search panels' }).fill('key[12]$');
    await page.locator('[data-testid="panel"][data-key="group0/key0"]').waitFor({ state: 'detached' });
    await page.locator('[data-testid="panel"][data-key="group1/key1"]').waitFor();
  });

  it('F1-F4: System has a panel for each family', async () => {
    await page.goto(own('/system'));
    for (const title of ['Process CPU', 'System memory', 'Disk use', 'Network traffic'])
      await page.getByText(new RegExp(title)).first().waitFor();
    await page.locator('[data-testid="panel"][data-series]').first().waitFor();
  });

  it('H1 H2 H3: Logs shows both streams and gives the whole log', async () => {
    await page.goto(own('/logs'));
    await page.getByText('an error line').waitFor();
    await page.getByText('step 1000').waitFor();
    const download = page.waitForEvent('download');
    await page
      .getByRole('button', { name: 'Download full log' })
      .or(page.getByRole('link', { name: 'Download full log' }))
      .click();
    expect((await download).suggestedFilename()).toContain('output.log');
  });

  it('I1: Files shows what was saved', async () => {
    await page.goto(own('/files'));
    await page.getByText('requirements.txt').first().waitFor();
    await page.goto(own('/files/out/notes.txt'));
    await page.getByText('saved by hand: ä世😀').waitFor();
  });

  it('says so where there is nothing', async () => {
    await page.goto(own('/model'));
    await page.getByText('No model graph was logged.').waitFor();
    await page.goto(own('/artifacts'));
    await page.getByText('This run used no artifacts and produced none.').waitFor();
  });

  it('looks the part', async () => {
    for (const theme of ['light', 'dark'] as const)
      for (const [width, height] of [
        [1440, 900],
        [1024, 768],
        [360, 740],
      ] as const) {
        const look = await browser.signedIn(server, { ...DESKTOP, width, height, theme });
        for (const tab of ['', 'overview', 'logs', 'system', 'files']) {
          await look.goto(own(tab && `/${tab}`));
          await look.locator('[data-state="ready"]').first().waitFor();
          await browser.picture(look, `run-${tab || 'charts'}-${width}-${theme}`);
        }
        await look.context().close();
      }
  });
});

/** The page's status is 200 only once the run exists. */
async function expectPage(url: string): Promise<void> {
  for (;;) if ((await page.context().request.get(url)).status() === 200) return;
}
