import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriousFaults } from './axe.ts';
import type { Browser, Page } from './browser.ts';
import { accountOf, openBrowser, openWindow, signInAs } from './browser.ts';
import { takePictures } from './screenshots.ts';
import { apiAs } from './till-window.ts';

interface Level {
  productId: string;
  sku: string;
  nameFr: string;
  available: number;
  onHand: number;
}

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function openAsManager() {
  const opened = await openWindow(browser);
  await signInAs(opened.page, await accountOf('manager'));
  return opened;
}

/** One product of the manager's shop that is in stock, and the API as the manager sees it. */
async function aProductInStock() {
  const manager = await accountOf('manager');
  const locationId = manager.locationId ?? '';
  const call = await apiAs(manager);
  const list = `/api/stock?locationId=${locationId}&sort=-available,sku&size=1`;
  const { items } = await call<{ items: [Level] }>('GET', list);
  const [level] = items;
  const now = () => call<Level>('GET', `/api/stock/${locationId}/${level.productId}`);
  return { call, locationId, level, now };
}

async function adjustIn(page: Page, { sku }: Level): Promise<void> {
  await page.goto(`/manager/stock?search=${sku}`);
  await page
    .getByRole('row', { name: sku })
    .getByRole('button', { name: /^Ajuster/ })
    .click();
  await page.getByRole('dialog').waitFor();
}

test('what runs out first stands first, and the list can be searched', async () => {
  const { page, complaints, context } = await openAsManager();
  const { level } = await aProductInStock();

  await page.goto('/manager/stock');
  await page.locator('tbody tr').first().waitFor();
  const cells = await page.locator('tbody tr td:nth-child(2)').allInnerTexts();
  const available = cells.map((text) => Number(text.replaceAll(/\D/g, '')));
  expect(available).toEqual(available.toSorted((a, b) => a - b));
  await takePictures(page, 'manager-stock');
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('searchbox').fill(level.sku.toLowerCase());
  await page.waitForURL((url) => url.searchParams.get('search') === level.sku.toLowerCase());
  await page.getByText('Produits : 1', { exact: true }).waitFor();
  expect(await page.locator('tbody tr').innerText()).toContain(level.sku);

  expect(complaints).toEqual([]);
  await context.close();
});

test('an adjustment is told, changes the level, and stands in the ledger with its reason', async () => {
  const { page, complaints, context } = await openAsManager();
  const { level, now } = await aProductInStock();
  const before = await now();
  const reason = `Inventaire ${Date.now()}`;

  await adjustIn(page, level);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Unités comptées').fill(String(before.onHand + 3));
  await dialog.getByLabel('Motif').fill(reason);
  await takePictures(page, 'manager-adjust');
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Ajuster le stock' }).click();
  await dialog.waitFor({ state: 'detached' });

  expect(await page.locator('.unseen[role=status]').innerText()).toContain(level.nameFr);
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
    `Ajuster ${level.nameFr}`,
  );
  expect((await now()).onHand).toBe(before.onHand + 3);

  await page.getByRole('link', { name: /^Registre/ }).click();
  const newest = page.locator('main > section tbody tr').filter({ hasText: reason });
  await newest.waitFor();
  expect((await newest.innerText()).split('\t')).toEqual(
    expect.arrayContaining(['+3', 'ajustement', reason, 'vous']),
  );
  await page.locator('.chart canvas').waitFor();
  await takePictures(page, 'manager-ledger');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByText('Voir en tableau').click();
  const drawn = page.getByRole('region', { name: 'En main au fil du temps' }).locator('tbody tr');
  expect(Number((await drawn.first().locator('td').nth(1).innerText()).replaceAll(/\D/g, ''))).toBe(
    before.onHand + 3,
  );

  expect(complaints).toEqual([]);
  await context.close();
});

test('a refused adjustment tells why beside the field, and changes nothing', async () => {
  const { page, context } = await openAsManager();
  const { level, now } = await aProductInStock();
  const before = await now();
  await adjustIn(page, level);
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Ajuster le stock' });

  await send.click();
  expect(await describedBy(page, 'Unités comptées')).toContain('Un nombre entier, de 0');
  expect(await describedBy(page, 'Motif')).toContain('Dites pourquoi');

  await dialog.getByText('de tant d’unités').click();
  await dialog.getByLabel('Unités en plus ou en moins').fill('-999999');
  await dialog.getByLabel('Motif').fill('Trop');
  await send.click();
  await dialog.getByText('Refusé').waitFor();
  expect((await describedBy(page, 'Unités en plus ou en moins')).replaceAll(/[^\d\p{L} ]/gu, '')).toContain(
    `Refusé  ${before.available} seulement`,
  );
  await takePictures(page, 'manager-adjust-refused');
  expect(await seriousFaults(page)).toEqual([]);

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await now()).toMatchObject({ onHand: before.onHand });
  await context.close();
});

/** What is read out with a field. */
async function describedBy(page: Page, label: string): Promise<string> {
  const field = page.getByRole('dialog').getByLabel(label);
  await page.locator('[aria-invalid=true]').first().waitFor();
  const ids = (await field.getAttribute('aria-describedby')) ?? '';
  const texts = ids.split(' ').map((id) => page.locator(`[id="${id}"]`).innerText());
  return (await Promise.all(texts)).join(' ');
}

test('a sale of today is opened, and cancelled with a reason', async () => {
  const { page, complaints, context } = await openAsManager();
  const { call, locationId, level } = await aProductInStock();
  const lines = [{ productId: level.productId, quantity: 2 }];
  const tenders = [{ type: 'cash', amountCents: 1_000_000 }];
  const sale = await call<{ id: string; receiptNumber: string }>('POST', '/api/sales', {
    locationId,
    lines,
    tenders,
  });

  await page.goto('/manager/sales');
  const row = page.getByRole('row').filter({ hasText: sale.receiptNumber });
  await row.waitFor();
  await page.locator('.figures').waitFor();
  await takePictures(page, 'manager-sales');
  expect(await seriousFaults(page)).toEqual([]);

  await row.getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(level.nameFr).waitFor();
  await takePictures(page, 'manager-sale');
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Voir le reçu' }).click();
  await dialog.locator('.receipt svg').waitFor();
  expect(await dialog.locator('.receipt').innerText()).toContain(sale.receiptNumber);
  await takePictures(page, 'manager-receipt');
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Retour à la vente' }).click();

  await dialog.getByRole('button', { name: 'Annuler la vente…' }).click();
  await dialog.getByRole('button', { name: 'Annuler la vente', exact: true }).click();
  expect(await describedBy(page, 'Motif')).toContain('Dites pourquoi');
  await takePictures(page, 'manager-cancel');
  await dialog.getByLabel('Motif').fill('Client revenu');
  await dialog.getByRole('button', { name: 'Annuler la vente', exact: true }).click();
  await dialog.getByText(/Annulée le .* : Client revenu/).waitFor();
  expect(await dialog.getByRole('button', { name: 'Annuler la vente…' }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Fermer' }).click();
  await row.getByText('annulée').waitFor();

  expect(await call('GET', `/api/sales/${sale.id}`)).toMatchObject({
    status: 'cancelled',
    cancellation: { reason: 'Client revenu' },
  });
  expect(complaints).toEqual([]);
  await context.close();
});

test('a register that somebody has open stands under the sales', async () => {
  const { page, context } = await openAsManager();
  const { call, locationId } = await aProductInStock();
  const open = `/api/register-sessions?locationId=${locationId}&open=true&size=100`;
  const taken = await call<{ items: { registerId: string }[] }>('GET', open);
  const all = await call<{ items: { id: string }[] }>(
    'GET',
    `/api/locations/${locationId}/registers?size=100`,
  );
  const free = all.items.findLast(({ id }) => taken.items.every(({ registerId }) => registerId !== id));
  const session = await call<{ id: string; till: string }>('POST', '/api/register-sessions', {
    locationId,
    registerId: free?.id,
    openingFloatCents: 12_345,
  });

  await page.goto('/manager/sales');
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: session.till }) });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/vous[^]*123,45/);

  await call('POST', `/api/register-sessions/${session.id}/close`, { countedCents: 12_345 });
  await page.reload();
  await page.getByRole('heading', { name: 'Caisses ouvertes' }).waitFor();
  await row.waitFor({ state: 'detached' });
  await context.close();
});

test('the day’s figures are the sums of its sales', async () => {
  const { page, context } = await openAsManager();
  await page.goto('/manager/sales?day=2020-01-01');
  await page.getByText('Aucune vente ce jour-là.').waitFor();
  await page.locator('.figures dd').first().waitFor();

  const figures = await page.locator('.figures dd').allInnerTexts();
  expect(figures.map((text) => text.replace(/\s/, ' '))).toEqual(['0', '0,00 $', '0', '0']);
  await takePictures(page, 'manager-sales-none');
  await context.close();
});

test.each(['clerk', 'customer'])('a %s is kept out of the manager’s pages', async (role) => {
  const { page, context } = await openWindow(browser);
  await signInAs(page, await accountOf(role));

  for (const address of ['/manager/stock', '/manager/stock/x', '/manager/sales']) {
    await page.goto(address);
    await page.getByRole('heading', { name: 'Cette page n’est pas pour vous' }).waitFor();
    expect(await page.locator('main table').count()).toBe(0);
  }
  await context.close();
});
