import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page, Route } from './browser.ts';
import { accountOf, openBrowser } from './browser.ts';
import { takePictures } from './screenshots.ts';
import { apiAs, openTill, receiptNumber, scan, scanField, someProducts, payDialog } from './till-window.ts';

const SHOP = 'sag1';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function salesOfShop() {
  const clerk = await accountOf('clerk', SHOP);
  const api = await apiAs(clerk);
  const { items, total } = await api<{ items: { id: string; totalCents: number }[]; total: number }>(
    'GET',
    `/api/sales?locationId=${clerk.locationId}&size=100`,
  );
  return { ids: items.map(({ id }) => id), total };
}

/** Sells one thing for cash, without a network; answers the number on the provisional receipt. */
async function sellAlone(page: Page, barcode: string): Promise<string> {
  await scanField(page).and(page.locator(':focus')).waitFor();
  await scan(page, barcode);
  await page.keyboard.press('Enter');
  await payDialog(page);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Vente gardée ici' }).waitFor();
  await page.getByText('PROVISOIRE').first().waitFor();
  const number = await receiptNumber(page);
  await page.waitForTimeout(450);
  await page.keyboard.press('Enter');
  return number;
}

test('without a network it sells on, through a reload and in a second tab, and then each sale is there once', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const [product] = await someProducts(1);
  const barcode = product?.barcode ?? '';
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const before = await salesOfShop();

  await context.setOffline(true);
  await page.getByText('Hors ligne').waitFor();
  const first = await sellAlone(page, barcode);
  await page.getByText('1 vente(s) à envoyer').waitFor();
  await takePictures(page, 'till-offline');
  await page.reload();
  await sellAlone(page, barcode);
  const tab = await context.newPage();
  await tab.goto('/till');
  await sellAlone(tab, barcode);
  await page.getByText('3 vente(s) à envoyer').waitFor();
  await page.bringToFront();
  await sellAlone(page, barcode);
  await page.getByText('4 vente(s) à envoyer').waitFor();
  expect((await salesOfShop()).total).toBe(before.total);

  await context.setOffline(false);
  await page.getByText(/vente\(s\) à envoyer/).waitFor({ state: 'detached', timeout: 20_000 });

  const after = await salesOfShop();
  expect(first).toMatch(/-P-[0-9A-F]{6}$/);
  expect(after.total).toBe(before.total + 4);
  expect(new Set(after.ids).size).toBe(after.ids.length);
  await context.close();
});

test('a card is not taken without a network, and the cart stays', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  await scan(page, (await someProducts(1))[0]?.barcode ?? '');
  await context.setOffline(true);
  await page.getByText('Hors ligne').waitFor();

  await page.keyboard.press('Enter');
  await payDialog(page);
  await page.keyboard.press('c');

  await page
    .getByRole('alert')
    .getByText(/qu’au comptant/)
    .waitFor();
  expect(await page.locator('.till-cart tbody tr').count()).toBe(1);
  await context.close();
});

test('an answer that got lost is asked for again and sells nothing twice', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const before = await salesOfShop();
  await scan(page, (await someProducts(1))[0]?.barcode ?? '');
  // The server sells; its answer never comes.
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort('connectionreset');
  };
  await context.route('**/api/sales', lose, { times: 1 });
  await page.keyboard.press('Enter');
  await payDialog(page);
  await page.keyboard.press('Enter');

  await page.getByRole('dialog', { name: 'Vente gardée ici' }).waitFor();
  await page.getByText(/vente\(s\) à envoyer/).waitFor({ state: 'detached', timeout: 20_000 });

  expect((await salesOfShop()).total).toBe(before.total + 1);
  await context.close();
});
