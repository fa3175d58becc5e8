import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriousFaults } from './axe.ts';
import type { Browser } from './browser.ts';
import { accountOf, appUrl, openBrowser, openWindow, signInAs } from './browser.ts';
import { takePictures } from './screenshots.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

test('a wrong password is refused without a hint, and the right one opens the role’s own page', async () => {
  const { page, complaints, context } = await openWindow(browser);
  const operator = await accountOf('operator');
  await page.goto('/sign-in');
  await page.locator('[name=username]').and(page.locator(':focus')).waitFor();
  await takePictures(page, 'sign-in');
  expect(await seriousFaults(page)).toEqual([]);

  await page.keyboard.type(operator.username);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Nom d’utilisateur ou mot de passe incorrect.').waitFor();
  await signInAs(page, operator);

  expect(new URL(page.url()).pathname).toBe('/ops');
  expect(complaints).toEqual([]);
  await context.close();
});

test.each([
  ['clerk', ['/manager/stock', '/manager/sales', '/office/products', '/office/users', '/ops']],
  ['manager', ['/office/products', '/office/locations', '/office/users', '/ops']],
  ['headOffice', ['/till', '/manager/stock', '/ops']],
  ['customer', ['/till', '/manager/stock', '/office/products', '/ops']],
])('a %s is kept out of pages that are not theirs', async (role, pages) => {
  const { page, context } = await openWindow(browser);
  await signInAs(page, await accountOf(role));
  for (const path of pages) {
    await page.goto(path);
    await page.getByRole('heading', { name: 'Cette page n’est pas pour vous' }).waitFor();
  }
  expect(await page.locator('.top nav a').count()).toBeLessThanOrEqual(4);
  await context.close();
});

test('without a session a page asks for one, and then opens', async () => {
  const { page, context } = await openWindow(browser);
  await page.goto('/office/users');
  await page.waitForURL(/\/sign-in\?to=/);
  const { username, password } = await accountOf('headOffice');
  await page.locator('[name=username]').fill(username);
  await page.locator('[name=password]').fill(password);
  await page.locator('[name=password]').press('Enter');

  await page.waitForURL('/office/users');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Comptes');
  await context.close();
});

test('a session is renewed without a word, and ends cleanly when it was revoked', async () => {
  const { page, context } = await openWindow(browser);
  await signInAs(page, await accountOf('headOffice'));
  const age = () =>
    page.evaluate(() => {
      const session = JSON.parse(localStorage.getItem('comptoir.session') ?? '{}') as Record<string, unknown>;
      localStorage.setItem('comptoir.session', JSON.stringify({ ...session, expiresAt: 0 }));
      return String(session['refreshToken']);
    });
  const old = await age();

  await page.goto('/office/users');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(
    (before) => !(localStorage.getItem('comptoir.session') ?? '').includes(before),
    old,
  );

  // Somebody else uses the old token again: the whole family is revoked.
  await fetch(`${appUrl()}/api/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken: old }),
  });
  await age();
  await page.goto('/office/products');
  await page.getByText('Votre session a été fermée').waitFor();

  expect(await page.evaluate(() => localStorage.getItem('comptoir.session'))).toBeNull();
  await context.close();
});

test('what is not there says so, in both languages', async () => {
  const { page, context } = await openWindow(browser);
  await page.goto('/nowhere');
  await page.getByRole('heading', { name: 'Rien à cette adresse' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Nothing at this address' }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await context.close();
});
