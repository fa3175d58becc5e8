import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriousFaults } from './axe.ts';
import type { Browser, Page } from './browser.ts';
import { accountOf, openBrowser, openWindow, signInAs } from './browser.ts';
import { takePictures } from './screenshots.ts';
import { apiAs } from './till-window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function openAsHeadOffice() {
  const opened = await openWindow(browser);
  await signInAs(opened.page, await accountOf('headOffice'));
  return opened;
}

const ending = (): string => Date.now().toString(36).slice(-6);
const dialogOf = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) => dialogOf(page).getByRole('button', { name, exact: true }).click();
const fill = (page: Page, label: string, value: string) =>
  dialogOf(page).getByLabel(label, { exact: true }).fill(value);
const closed = (page: Page) => dialogOf(page).waitFor({ state: 'detached' });

/** Fields that are marked as refused, by what stands beside them. */
async function refusals(page: Page): Promise<string[]> {
  await dialogOf(page).locator('.wrong').first().waitFor();
  return dialogOf(page).locator('.wrong').allInnerTexts();
}

test('a product is created, with every refused field told at once; its price changes; it is retired', async () => {
  const { page, complaints, context } = await openAsHeadOffice();
  const sku = `ZZ-${ending()}`;
  await page.goto('/office/products');
  await page.locator('tbody tr').first().waitFor();
  await takePictures(page, 'office-products');
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Nouveau produit' }).click();
  await fill(page, 'Nom en français', `Tisane ${sku}`);
  await fill(page, 'Nom en anglais', `Herbal tea ${sku}`);
  await fill(page, 'Rayon', 'drinks');
  await fill(page, 'Code', '!');
  await fill(page, 'Prix avant taxes', 'cher');
  await press(page, 'Mettre en vente');
  expect(await refusals(page)).toEqual([
    expect.stringContaining('Un montant'),
    expect.stringContaining('De 1 à 40 lettres'),
  ]);
  await takePictures(page, 'office-product-refused');
  expect(await seriousFaults(page)).toEqual([]);

  await fill(page, 'Code-barres EAN-13', '4006381333932');
  await dialogOf(page).getByText('Le dernier chiffre devrait être 1').waitFor();
  await fill(page, 'Code-barres EAN-13', '');
  await fill(page, 'Code', sku);
  await fill(page, 'Prix avant taxes', '12,5');
  await press(page, 'Mettre en vente');
  await closed(page);
  expect(await page.locator('.unseen[role=status]').innerText()).toContain('est en vente');

  await page.getByRole('searchbox').fill(sku);
  const row = page.getByRole('row').filter({ hasText: sku });
  await row.getByText('12,50').waitFor();
  await row.getByRole('button', { name: /^Modifier/ }).click();
  await fill(page, 'Prix avant taxes', '9,95');
  await takePictures(page, 'office-product');
  await press(page, 'Enregistrer');
  await closed(page);
  await row.getByText('9,95').waitFor();

  await row.getByRole('button', { name: /^Retirer/ }).click();
  await takePictures(page, 'office-product-retire');
  await press(page, 'Retirer de la vente');
  await closed(page);
  await page.getByText('Aucun produit en vente ne correspond.').waitFor();

  expect(complaints).toEqual([]);
  await context.close();
});

test('who saves what somebody else changed meanwhile is told, and can read it again', async () => {
  const { page, context } = await openAsHeadOffice();
  const call = await apiAs(await accountOf('headOffice'));
  const sku = `ZZ-${ending()}`;
  const draft = { sku, barcode: null, nameFr: sku, nameEn: sku, category: 'drinks', taxClass: 'taxable' };
  const product = await call<{ id: string; version: number }>('POST', '/api/products', {
    ...draft,
    priceCents: 100,
  });
  await page.goto(`/office/products?search=${sku}`);
  await page.getByRole('button', { name: /^Modifier/ }).click();
  const version = product.version;
  await call('PUT', `/api/products/${product.id}`, { ...draft, priceCents: 250, version });

  await fill(page, 'Prix avant taxes', '3,00');
  await press(page, 'Enregistrer');
  await dialogOf(page).getByText('Quelqu’un a modifié ceci').waitFor();
  await takePictures(page, 'office-conflict');
  expect(await seriousFaults(page)).toEqual([]);
  await press(page, 'Reprendre la version du serveur');
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('dialog input[inputmode=decimal]')?.value === '2,50',
  );

  await fill(page, 'Prix avant taxes', '3,00');
  await press(page, 'Enregistrer');
  await closed(page);
  expect(await call('GET', `/api/products/${product.id}?fresh=${Date.now()}`)).toMatchObject({
    priceCents: 300,
  });
  await call('DELETE', `/api/products/${product.id}`);
  await context.close();
});

test('a location is opened, gets a register, and is closed again', async () => {
  const { page, complaints, context } = await openAsHeadOffice();
  const code = `Z${ending().toUpperCase()}`;
  const name = `Comptoir d’essai ${code}`;
  await page.goto('/office/locations');
  await page.locator('tbody tr').first().waitFor();
  await takePictures(page, 'office-locations');
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Nouveau lieu' }).click();
  await fill(page, 'Code', 'é');
  await press(page, 'Ouvrir le lieu');
  expect(await refusals(page)).toHaveLength(2);
  await fill(page, 'Code', code.toLowerCase());
  await fill(page, 'Nom', name);
  await fill(page, 'Ville', 'Rimouski');
  await takePictures(page, 'office-location');
  expect(await seriousFaults(page)).toEqual([]);
  await press(page, 'Ouvrir le lieu');
  await closed(page);

  const row = page.getByRole('row').filter({ hasText: code });
  await row.getByRole('button', { name: /^Caisses/ }).click();
  await dialogOf(page).getByText('Ce lieu n’a pas encore de caisse.').waitFor();
  await fill(page, 'Nom de la caisse', 'Près de l’entrée');
  await press(page, 'Ajouter la caisse');
  await dialogOf(page).getByRole('row', { name: 'Près de l’entrée' }).waitFor();
  await fill(page, 'Nom de la caisse', 'Encore');
  await fill(page, 'Numéro', '1');
  await press(page, 'Ajouter la caisse');
  expect(await refusals(page)).toEqual(['Ce lieu a déjà une caisse de ce numéro.']);
  await takePictures(page, 'office-registers');
  expect(await seriousFaults(page)).toEqual([]);
  await press(page, 'Fermer');
  await closed(page);

  await row.getByRole('button', { name: /^Modifier/ }).click();
  await dialogOf(page).getByText('Ce lieu est ouvert').click();
  await press(page, 'Enregistrer');
  await closed(page);
  await row.getByText('fermé').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('a user is created and signs in, gets a new password, and is deleted', async () => {
  const { page, complaints, context } = await openAsHeadOffice();
  const me = await accountOf('headOffice');
  const username = `essai-${ending()}`;
  await page.goto('/office/users');
  await page.locator('tbody tr').first().waitFor();
  await takePictures(page, 'office-users');
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Nouveau compte' }).click();
  await fill(page, 'Nom d’utilisateur', 'é');
  await fill(page, 'Mot de passe', 'court');
  await press(page, 'Créer le compte');
  expect(await refusals(page)).toEqual([
    expect.stringContaining('De 3 à 64'),
    expect.stringContaining('De 10 à 128'),
  ]);
  await takePictures(page, 'office-user-refused');
  expect(await seriousFaults(page)).toEqual([]);
  await fill(page, 'Nom d’utilisateur', username);
  await fill(page, 'Nom affiché', 'Ariane Essai');
  await fill(page, 'Mot de passe', 'poireau bleu 7');
  await press(page, 'Créer le compte');
  expect(await refusals(page)).toEqual([expect.stringContaining('travaillent dans un lieu')]);
  await dialogOf(page).getByLabel('Lieu').selectOption({ index: 1 });
  await press(page, 'Créer le compte');
  await closed(page);

  const theirs = await openWindow(browser);
  await signInAs(theirs.page, { username, password: 'poireau bleu 7', role: 'clerk' });
  expect(new URL(theirs.page.url()).pathname).toBe('/till');
  await theirs.context.close();

  await page.getByRole('searchbox').fill(username);
  const row = page.getByRole('row').filter({ hasText: username });
  await row.getByRole('button', { name: /^Modifier/ }).click();
  await dialogOf(page).getByLabel('Rôle').selectOption('logistics');
  await fill(page, 'Nom affiché', 'Ariane Entrepôt');
  await takePictures(page, 'office-user');
  await press(page, 'Enregistrer');
  await closed(page);
  await row.getByText('logistique').waitFor();

  await row.getByRole('button', { name: /^Nouveau mot de passe/ }).click();
  await fill(page, 'Nouveau mot de passe', 'navet rouge 12');
  await takePictures(page, 'office-password');
  await press(page, 'Changer le mot de passe');
  await closed(page);
  const asThem = async () => {
    const call = await apiAs({ username, password: 'navet rouge 12', role: 'logistics' });
    return call('GET', '/api/auth/me');
  };
  expect(await asThem()).toMatchObject({
    role: 'logistics',
    locationId: null,
    displayName: 'Ariane Entrepôt',
  });

  await row.getByRole('button', { name: /^Supprimer/ }).click();
  await press(page, 'Supprimer le compte');
  await closed(page);
  await page.getByText('Aucun compte ne correspond.').waitFor();
  await expect(asThem()).rejects.toThrow('401');

  await page.getByRole('searchbox').fill(me.username);
  await page.getByRole('row').filter({ hasText: me.username }).waitFor();
  await page.getByText('Comptes : 1', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /^Supprimer/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test.each(['clerk', 'customer', 'manager'])('a %s is kept out of the head office’s pages', async (role) => {
  const { page, context } = await openWindow(browser);
  await signInAs(page, await accountOf(role));

  for (const address of ['/office/products', '/office/locations', '/office/users']) {
    await page.goto(address);
    await page.getByRole('heading', { name: 'Cette page n’est pas pour vous' }).waitFor();
    expect(await page.locator('main table').count()).toBe(0);
  }
  await context.close();
});
