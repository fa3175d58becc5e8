import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriousFaults } from './axe.ts';
import type { Browser } from './browser.ts';
import { openBrowser, openWindow } from './browser.ts';
import { takePictures } from './screenshots.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

test('anybody browses: searches without accents, filters, opens a product', async () => {
  const { page, complaints, context } = await openWindow(browser);
  await page.goto('/');
  await page.locator('.offer').first().waitFor();
  await takePictures(page, 'shop');
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('searchbox').fill('creme glacee');
  await page.getByText('Crème glacée').first().waitFor();
  await page.locator('.offer').first().click();
  await page.getByRole('heading', { level: 1, name: /Crème glacée/ }).waitFor();
  await takePictures(page, 'product');
  expect(await seriousFaults(page)).toEqual([]);

  expect(complaints).toEqual([]);
  await context.close();
});
