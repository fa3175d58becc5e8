import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriousFaults } from './axe.ts';
import type { Browser, Page } from './browser.ts';
import { accountOf, appUrl, openBrowser, openWindow, signInAs } from './browser.ts';
import { takePictures } from './screenshots.ts';
import { apiAs, someProducts } from './till-window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const root = join(import.meta.dirname, '..', '..');

const MINUTE = 60_000;
const ENGINES = /^(nginx|mariadb|redis-(cache|data)|prometheus|alertmanager|\w+-exporter)$/;

/** What the launcher itself says of its processes. */
async function processes(): Promise<{ service: string; replica: number; pid: number }[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'mesh/src/main.ts'), 'status', '--json'],
    { cwd: root },
  );
  return (JSON.parse(stdout) as { processes: Awaited<ReturnType<typeof processes>> }).processes;
}

const card = (page: Page, name: string) => page.locator(`[data-node="${name}"]`);
const logLines = (page: Page) => page.getByRole('log').locator('.ops-log-line');

async function openOperations(at = '/ops') {
  const window = await openWindow(browser);
  await signInAs(window.page, await accountOf('operator'));
  await window.page.goto(at);
  return window;
}

/** Opens a cart and puts something into it, as one trace: cart asks location and product. */
async function fillCart(): Promise<string> {
  const traceId = crypto.randomUUID().replaceAll('-', '');
  const ask = async (path: string, body: unknown): Promise<{ id: string }> => {
    const response = await fetch(`${appUrl()}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-${traceId.slice(16)}-01` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as { id: string };
  };
  const [product] = await someProducts(1);
  const { id } = await ask('/api/carts', { locationId: (await accountOf('clerk', 'she1')).locationId });
  await ask(`/api/carts/${id}/items`, { productId: product?.id, quantity: 1 });
  return traceId;
}

test(
  'the operator sees every service with all its replicas, and what they stand on',
  async () => {
    const { page, complaints, context } = await openOperations();
    await card(page, 'sale').waitFor();
    const running = await processes();

    for (const { service } of running) {
      const replicas = running.filter((one) => one.service === service).length;
      const shown = ENGINES.test(service)
        ? card(page, service)
        : card(page, service).locator('.ops-replicas > li');
      await shown
        .filter({ hasText: 'en marche' })
        .nth(replicas - 1)
        .waitFor();
      expect(await shown.count()).toBe(replicas);
    }
    expect(await page.locator('[data-node]').count()).toBe(
      new Set(running.map(({ service }) => service)).size,
    );
    await takePictures(page, 'ops');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await card(page, 'sale').getByText('running').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  },
  MINUTE,
);

test(
  'choosing a service by keyboard draws its signals',
  async () => {
    const sales = await apiAs(await accountOf('operator'));
    const { page, complaints, context } = await openOperations();
    await card(page, 'sale').getByRole('link', { name: 'sale' }).press('Enter');
    await page.getByRole('heading', { name: 'Signaux de sale' }).and(page.locator(':focus')).waitFor();
    const routes = page.locator('[data-panel=requests-by-route]');
    const drawn = routes.locator('.chart-legend').getByText('GET /api/sales');

    // A rate needs two scrapes with something between them.
    for (let turn = 0; turn < 25 && !(await drawn.first().isVisible()); turn += 1) {
      await sales('GET', '/api/sales?size=1');
      await page.waitForTimeout(1_000);
    }

    await drawn.first().waitFor();
    expect(await routes.locator('.chart-legend').textContent()).toMatch(
      /GET \/api\/sales\D*\d+[,.\d]* req\/s/,
    );
    await page.locator('[data-panel=latency]').scrollIntoViewIfNeeded();
    expect(await page.locator('[data-panel=latency] .chart-legend').textContent()).toMatch(/p99 [\d,]+\sm?s/);
    await takePictures(page, 'ops-signals');
    await page.locator('[data-panel=breakers]').scrollIntoViewIfNeeded();
    await page.getByRole('img', { name: 'sale to stock : fermé maintenant' }).waitFor();
    await takePictures(page, 'ops-breakers');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByLabel('Période').selectOption({ label: '6 h' });
    await page.waitForURL((url) => url.search === '?view=signals&service=sale&minutes=360');
    expect(complaints).toEqual([]);
    await context.close();
  },
  MINUTE,
);

test(
  'a trace id typed into the filter leaves the lines of that request, of every service it went through',
  async () => {
    const traceId = await fillCart();
    const { page, complaints, context } = await openOperations('/ops?view=logs');
    await logLines(page).first().waitFor();
    await takePictures(page, 'ops-logs');
    expect(await seriousFaults(page)).toEqual([]);

    await page.getByLabel('Identifiant de trace').fill(`00-${traceId}-${traceId.slice(16)}-01`);

    await page.waitForURL((url) => url.searchParams.get('traceId') === traceId);
    for (const service of ['nginx', 'cart', 'product'])
      await logLines(page).locator('.ops-log-source', { hasText: service }).first().waitFor();
    const shown = await logLines(page)
      .locator('.ops-log-trace')
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('title')));
    expect(new Set(shown)).toEqual(new Set([traceId]));
    await logLines(page).locator('summary').first().click();
    await logLines(page).locator('dd', { hasText: traceId }).waitFor();
    await takePictures(page, 'ops-trace');
    expect(complaints).toEqual([]);
    await context.close();
  },
  MINUTE,
);

test(
  'a click on a trace id filters by it, and a pause lets nothing new in',
  async () => {
    await fillCart();
    const { page, context } = await openOperations('/ops?view=logs&service=cart');
    await logLines(page).first().waitFor();
    await page.getByRole('button', { name: 'Suspendre' }).click();
    const before = await logLines(page).count();
    const later = await fillCart();
    await page.waitForTimeout(3_000);
    expect(await logLines(page).count()).toBe(before);

    await page.getByRole('button', { name: 'Reprendre' }).click();
    await page
      .getByRole('button', { name: `Filtrer par la trace ${later.slice(0, 8)}` })
      .first()
      .click();

    await page.waitForURL((url) => url.searchParams.get('traceId') === later);
    expect(await page.getByLabel('Identifiant de trace').inputValue()).toBe(later);
    await context.close();
  },
  MINUTE,
);

test(
  'a replica that is killed is shown as down or restarted',
  async () => {
    const { page, context } = await openOperations();
    // The one service that no other suite needs: they run beside this one, on the same mesh.
    const replica = card(page, 'operations').locator('.ops-replicas > li').first();
    await replica.waitFor();
    const restarts = Number(/Redémarrages : (\d+)/.exec((await replica.textContent()) ?? '')?.[1]);
    const victim = (await processes()).find((one) => one.service === 'operations');

    process.kill(victim?.pid ?? 0, 'SIGKILL');

    const fallen = replica.getByText('arrêtée').or(replica.getByText(`Redémarrages : ${restarts + 1}`));
    await fallen.first().waitFor({ timeout: 30_000 });
    await takePictures(page, 'ops-killed');
    await replica.getByText('en marche').waitFor({ timeout: 30_000 });
    await replica.getByText(`Redémarrages : ${restarts + 1}`).waitFor();
    expect((await processes()).map(({ pid }) => pid)).not.toContain(victim?.pid);
    await context.close();
  },
  MINUTE,
);

test(
  'when the API keeps silent the last picture stays, with its age',
  async () => {
    const { page, context } = await openOperations();
    await card(page, 'sale').waitFor();

    await page.route('**/api/ops/mesh', (route) => route.abort());

    await page.getByRole('alert').getByText('Le serveur ne répond pas').waitFor();
    await page.getByText(/date d’il y a [3-9]\ss/).waitFor();
    expect(await card(page, 'sale').getByText('en marche').count()).toBeGreaterThan(0);
    await takePictures(page, 'ops-stale');
    await page.unroute('**/api/ops/mesh');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await context.close();
  },
  MINUTE,
);

test(
  'alerts stand above the picture, with their runbook; what is not a web address is no link',
  async () => {
    const since = new Date(Date.now() - 200_000).toISOString();
    const alert = {
      state: 'firing',
      severity: 'page',
      since,
      description: 'why',
      labels: { service: 'sale' },
    };
    const { page, context } = await openOperations();
    await page.getByText('Aucune alerte').waitFor();

    const items = [
      { ...alert, name: 'ServiceDown', summary: 'No replica answers', runbook: 'https://example.org/down' },
      { ...alert, name: 'Odd', severity: 'ticket', summary: 'odd', runbook: 'javascript:alert(1)' },
      { ...alert, name: 'Soon', state: 'pending', summary: 'not yet' },
    ];
    await page.route('**/api/ops/alerts', (route) => route.fulfill({ json: { items } }));

    await page.getByRole('status').getByText('Alertes actives : 2').waitFor();
    expect(await page.locator('.ops-quiet').count()).toBe(0);
    expect(await page.locator('.ops-alert h3').allTextContents()).toEqual(['ServiceDown', 'Odd', 'Soon']);
    expect(await page.locator('.ops-alert .ops-mark').allTextContents()).toEqual([
      'active · appel immédiat',
      'active · à traiter',
      'en attente · appel immédiat',
    ]);
    const links = page.locator('.ops-alert a');
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute('href')).toBe('https://example.org/down');
    await takePictures(page, 'ops-alerts');
    expect(await seriousFaults(page)).toEqual([]);
    await context.close();
  },
  MINUTE,
);

test(
  'an open breaker is drawn and named, and a hidden tab asks nothing',
  async () => {
    const { page, context } = await openOperations();
    await page.route('**/api/ops/mesh', async (route) => {
      const response = await route.fetch();
      const picture = (await response.json()) as {
        services: { name: string; breakers: { state: string }[] }[];
      };
      const stock = picture.services.find(({ name }) => name === 'stock');
      for (const breaker of stock?.breakers ?? []) breaker.state = 'open';
      await route.fulfill({ response, json: picture });
    });
    await card(page, 'stock').getByText('ouvert').first().waitFor();
    await page.locator('.ops-wires .ops-wire.open').first().waitFor();
    await takePictures(page, 'ops-open');

    const hide = (hidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });
        document.dispatchEvent(new Event('visibilitychange'));`);
    await hide(true);
    await page.waitForTimeout(2_000);
    let asked = 0;
    page.on('request', (request) => (asked += request.url().includes('/api/ops/') ? 1 : 0));
    await page.waitForTimeout(6_000);
    expect(asked).toBe(0);
    await hide(false);
    await page.waitForTimeout(2_500);
    expect(asked).toBeGreaterThan(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  },
  MINUTE,
);

test(
  'a clerk is kept out, and nothing is asked in their name',
  async () => {
    const { page, context } = await openWindow(browser);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/ops/')) asked.push(request.url());
    });
    await signInAs(page, await accountOf('clerk', 'she1'));

    await page.goto('/ops');

    await page.getByRole('heading', { name: 'Cette page n’est pas pour vous' }).waitFor();
    expect(asked).toEqual([]);
    const clerk = await apiAs(await accountOf('clerk', 'she1'));
    await expect(clerk('GET', '/api/ops/mesh')).rejects.toThrow('403');
    await context.close();
  },
  MINUTE,
);
