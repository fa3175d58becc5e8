import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriousFaults } from './axe.ts';
import type { Browser } from './browser.ts';
import { accountOf, openBrowser, openWindow } from './browser.ts';
import { takePictures } from './screenshots.ts';
import {
  apiAs,
  cartOf,
  openTill,
  receiptNumber,
  scan,
  scanField,
  someProducts,
  totalOf,
  payDialog,
} from './till-window.ts';

const SHOP = 'que1';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

interface Listed {
  items: { id: string; receiptNumber: string; totalCents: number; status: string }[];
  total: number;
}
const salesOfShop = async () => {
  const clerk = await accountOf('clerk', SHOP);
  const api = await apiAs(clerk);
  return api<Listed>('GET', `/api/sales?locationId=${clerk.locationId}&size=100`);
};

test('a clerk sells by keyboard alone: scan, Enter, Enter, and the next customer', async () => {
  const { page, complaints, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const [one, other] = await someProducts(2);
  await takePictures(page, 'till-empty');

  await scan(page, one?.barcode ?? '');
  await scan(page, other?.barcode ?? '');
  await takePictures(page, 'till-cart');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await payDialog(page);
  await takePictures(page, 'till-pay');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Vente conclue' }).waitFor();
  await takePictures(page, 'till-receipt');
  expect(await seriousFaults(page)).toEqual([]);
  const number = await receiptNumber(page);
  await page.waitForTimeout(450);
  await page.keyboard.press('Enter');

  await scanField(page).and(page.locator(':focus')).waitFor();
  expect(await cartOf(page)).toEqual({});
  const sold = (await salesOfShop()).items.filter((sale) => sale.receiptNumber === number);
  expect(sold).toHaveLength(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test('thirty codes a second are all in the cart, whatever has the focus, and three at once with 3*', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const products = await someProducts(5);
  const scans = 30;
  await scan(page, ...Array.from({ length: scans }, (_, turn) => products[turn % 5]?.barcode ?? ''));

  expect(await cartOf(page)).toEqual(Object.fromEntries(products.map(({ nameFr }) => [nameFr, scans / 5])));

  await page.locator('body').click({ position: { x: 2, y: 400 } });
  await scan(page, products[0]?.barcode ?? '');
  await scanField(page).focus();
  await page.keyboard.type('3*', { delay: 90 });
  await page.waitForTimeout(80);
  await scan(page, products[1]?.barcode ?? '');

  expect(await cartOf(page)).toMatchObject({
    [products[0]?.nameFr ?? '']: 7,
    [products[1]?.nameFr ?? '']: 9,
  });
  await context.close();
});

/** A till's first moments: nothing of the catalogue has arrived yet, and each code has to be asked for. */
async function openEarlyTill() {
  const window = await openWindow(browser);
  const { page } = window;
  await page.route('**/api/products/changes*', () => undefined);
  await page.route('**/api/products/barcode/*', async (route) => {
    await delay(700);
    await route.continue();
  });
  return openTill(browser, await accountOf('clerk', SHOP), window);
}

test('who pays right after a scan pays for it, though the code is still looked up', async () => {
  const { page, context } = await openEarlyTill();
  const [product] = await someProducts(1);

  await scan(page, product?.barcode ?? '');
  await page.keyboard.press('Enter');
  await payDialog(page);

  expect(await cartOf(page)).toEqual({ [product?.nameFr ?? '']: 1 });
  await context.close();
});

test('who pays right after a scan is told first when nobody knows the code', async () => {
  const { page, context } = await openEarlyTill();
  const [product] = await someProducts(1);
  await scan(page, product?.barcode ?? '');
  await page
    .locator('.till-cart')
    .getByText(product?.nameFr ?? '')
    .waitFor();

  await scan(page, '9999999999994');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('9999999999994').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);

  await page.keyboard.press('Enter');
  await payDialog(page);
  expect(await cartOf(page)).toEqual({ [product?.nameFr ?? '']: 1 });
  await context.close();
});

test('a misread code is told, and nothing is added', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const [product] = await someProducts(1);
  const code = product?.barcode ?? '';
  const misread = code.slice(0, 12) + String((Number(code[12]) + 1) % 10);

  await scan(page, misread);

  await page
    .getByRole('alert')
    .getByText(/Code mal lu/)
    .waitFor();
  expect(await cartOf(page)).toEqual({});
  await context.close();
});

test('a product is found by its name as it is typed, without accents', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));

  await page.keyboard.type('creme glacee', { delay: 60 });
  await page.getByRole('option').first().waitFor();
  await takePictures(page, 'till-search');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  const name = await page.locator('[role=option][aria-selected=true] span').first().textContent();
  await page.keyboard.press('Enter');

  expect(await cartOf(page)).toEqual({ [name ?? '']: 1 });
  await context.close();
});

test('Enter twice in one moment sells once', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const before = (await salesOfShop()).total;
  await scan(page, (await someProducts(1))[0]?.barcode ?? '');
  await page.keyboard.press('Enter');
  await payDialog(page);

  await Promise.all([
    page.keyboard.press('Enter'),
    page.keyboard.press('Enter'),
    page.keyboard.press('Enter'),
  ]);

  await page.getByRole('dialog', { name: 'Vente conclue' }).waitFor();
  expect((await salesOfShop()).total).toBe(before + 1);
  await context.close();
});

test('a payment is split: a part by card, the rest by a note, with its change', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const [product] = await someProducts(1);
  await scan(page, ...Array.from({ length: 4 }, () => product?.barcode ?? ''));
  await page.keyboard.press('Enter');
  await payDialog(page);

  await page.keyboard.type('1,00');
  await page.keyboard.press('c');
  await page.getByText('Reste à payer').waitFor();
  await page.getByText('Carte 1,00').waitFor();
  await page.keyboard.press('d');

  await page.getByRole('dialog', { name: 'Vente conclue' }).getByText('Monnaie à rendre').waitFor();
  const paper = await page.locator('.receipt-paper').textContent();
  expect(paper).toMatch(/Carte \*{4} \d{4} .*1,00/);
  expect(paper).toMatch(/Comptant/);
  expect(paper).toMatch(/Monnaie rendue/);
  await context.close();
});

test('a declined card leaves the cart as it was, and another tender pays', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  await scan(page, (await someProducts(1))[0]?.barcode ?? '');
  const total = await totalOf(page);
  await page.keyboard.press('Enter');
  await page.getByText('Terminal et carte-cadeau').click();
  await page.locator('[name=card-number]').fill('4000000000000002');
  await page.locator('[name=amount]').focus();

  await page.keyboard.press('c');

  await page
    .getByRole('alert')
    .getByText(/La carte est refusée/)
    .waitFor();
  await takePictures(page, 'till-declined');
  expect(await totalOf(page)).toBe(total);
  await page.locator('[name=card-number]').fill('');
  await page.locator('[name=amount]').focus();
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Vente conclue' }).waitFor();
  await context.close();
});

test('a short line says what is left, and the cart stays', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const manager = await accountOf('manager', SHOP);
  const clerk = await accountOf('clerk', SHOP);
  const scarce = (await someProducts(12))[11];
  const api = await apiAs(manager);
  const wanted = { locationId: clerk.locationId, productId: scarce?.id, onHand: 2, reason: 'inventaire' };
  await api('POST', '/api/stock/adjustments', wanted);
  await scan(page, ...Array.from({ length: 3 }, () => scarce?.barcode ?? ''));

  await page.keyboard.press('Enter');
  await payDialog(page);
  await page.keyboard.press('Enter');

  await page
    .getByRole('alert')
    .getByText(/Il n’en reste que 2/)
    .waitFor();
  expect(await cartOf(page)).toEqual({ [scarce?.nameFr ?? '']: 3 });
  await context.close();
});

test('a cart is parked and recalled, through a reload', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const [product] = await someProducts(1);
  await scan(page, product?.barcode ?? '');
  await page.keyboard.press('F4');
  await page.getByLabel('Pour s’en souvenir').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('manteau rouge');
  await page.keyboard.press('Enter');
  await page.getByText('Scannez un premier article').waitFor();

  await page.reload();
  await scanField(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('F7');
  await page.getByText('manteau rouge').waitFor();
  await takePictures(page, 'till-parked');
  await page.keyboard.press('Enter');

  await page.locator('.till-cart tbody tr').waitFor();
  expect(await cartOf(page)).toEqual({ [product?.nameFr ?? '']: 1 });
  await context.close();
});

test('a reload keeps the cart, and a second tab has one of its own', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const [product] = await someProducts(1);
  await scan(page, product?.barcode ?? '');

  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => {
      open('/till');
    }),
  ]);
  await tab.getByText('Scannez un premier article').waitFor();
  await page.reload();
  await page.locator('.till-cart tbody tr').waitFor();

  expect(await cartOf(page)).toEqual({ [product?.nameFr ?? '']: 1 });
  expect(await cartOf(tab)).toEqual({});
  await context.close();
});

test('the last sale is shown again, and cancelled with a reason', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  await scan(page, (await someProducts(1))[0]?.barcode ?? '');
  await page.keyboard.press('Enter');
  await payDialog(page);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Vente conclue' }).waitFor();
  const number = await receiptNumber(page);
  await page.waitForTimeout(450);
  await page.keyboard.press('Enter');

  await page.keyboard.press('F8');
  await page.getByRole('dialog', { name: 'Dernières ventes' }).getByText(number).waitFor();
  await takePictures(page, 'till-last-sales');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Annuler la vente' }).click();
  await page.getByLabel('Motif de l’annulation').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('erreur de prix');
  await page.keyboard.press('Enter');
  await page
    .getByText(/annulée/)
    .first()
    .waitFor();

  const cancelled = (await salesOfShop()).items.find((sale) => sale.receiptNumber === number);
  expect(cancelled?.status).toBe('cancelled');
  await context.close();
});

test('a price changed by the head office is at the till within two seconds', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  const product = (await someProducts(20))[19];
  await scan(page, product?.barcode ?? '');
  const office = await apiAs(await accountOf('headOffice'));
  const {
    id,
    active: _,
    version,
    ...rest
  } = await office<Record<string, unknown>>('GET', `/api/products/${product?.id}`);
  const changedAt = Date.now();
  await office('PUT', `/api/products/${String(id)}`, { ...rest, version, priceCents: 12_345 });

  await page.locator('.till-cart').getByText('123,45').first().waitFor({ timeout: 5_000 });

  expect(Date.now() - changedAt).toBeLessThan(2_000);
  await context.close();
});

test('the till speaks English when asked, and remembers it', async () => {
  const { page, context } = await openTill(browser, await accountOf('clerk', SHOP));
  await page.getByRole('button', { name: 'English' }).click();

  await page.getByRole('button', { name: /^Pay/ }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Pay/ }).waitFor();

  expect(await page.locator('html').getAttribute('lang')).toBe('en-CA');
  await context.close();
});
