import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from './browser.ts';
import { accountOf, openBrowser, openWindow } from './browser.ts';
import { sellOne, tokenOf } from './till-window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** What the style gives a receipt, and nothing else does. */
const look = (page: Page) =>
  page.evaluate(() => {
    const lookOf = (selector: string) => {
      const element = document.querySelector(selector);
      if (element === null) throw new Error(`no ${selector}`);
      return getComputedStyle(element);
    };
    return {
      heading: lookOf('h1').textAlign,
      total: lookOf('.total .n').fontWeight,
      barcode: lookOf('.barcode').display,
      // 72 mm at 96 dots to the inch.
      width: Math.round(Number.parseFloat(lookOf('.receipt').width)),
    };
  });

test('the page that the service makes of a receipt is styled, on screen and on paper', async () => {
  const clerk = await accountOf('clerk', 'she1');
  const { id, receiptNumber } = await sellOne(clerk);
  const { page, complaints, context } = await openWindow(browser, {
    extraHTTPHeaders: { Authorization: `Bearer ${await tokenOf(clerk)}` },
  });

  await page.goto(`/api/sales/${id}/receipt`);
  const onScreen = await look(page);
  await page.emulateMedia({ media: 'print' });
  const onPaper = await look(page);

  expect(await page.title()).toBe(receiptNumber);
  expect(onScreen).toEqual({ heading: 'center', total: '700', barcode: 'block', width: 272 });
  expect(onPaper).toEqual(onScreen);
  expect(complaints).toEqual([]);
  await context.close();
});
