import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seriousFaults } from './axe.ts';
import type { Browser, Page } from './browser.ts';
import { accountOf, openBrowser, openWindow, signInAs } from './browser.ts';
import { takePictures } from './screenshots.ts';
import { apiAs, sellOne } from './till-window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const MINUTE = 60_000;
const FIELD = 'Numéro de reçu, vente ou trace';
const tree = (page: Page) => page.getByRole('region', { name: 'Ce qui s’est passé, dans l’ordre' });

async function openStory(at = '/ops?view=story') {
  const window = await openWindow(browser);
  await signInAs(window.page, await accountOf('operator'));
  await window.page.goto(at);
  return window;
}

interface Story {
  traces: { traceId: string }[];
  nodes: { kind: string }[];
}

/** Sells one thing for cash, and waits until stock has heard of it. */
async function sold(): Promise<{ receiptNumber: string; traceId: string }> {
  const { receiptNumber } = await sellOne(await accountOf('clerk', 'she1'));
  const ask = await apiAs(await accountOf('operator'));
  // Lines reach the logs within a second, and the goods leave the book about as fast.
  for (let turn = 0; turn < 50; turn += 1) {
    const { traces, nodes } = await ask<Story>('GET', `/api/ops/explanations/${receiptNumber}`);
    const kinds = new Set(nodes.map(({ kind }) => kind));
    if (kinds.has('delivery') && kinds.has('gateway'))
      return { receiptNumber, traceId: traces[0]?.traceId ?? '' };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the story of ${receiptNumber} does not become whole`);
}

test(
  'a receipt is explained as a tree that says who did what, when and for how long',
  async () => {
    const { receiptNumber } = await sold();
    const { page, complaints, context } = await openStory('/ops');
    await page.getByRole('link', { name: 'Expliquer', exact: true }).click();

    await page.getByLabel(FIELD).fill(` ${receiptNumber.toLowerCase()} `);
    await page.getByLabel(FIELD).press('Enter');

    await page.getByRole('heading', { name: new RegExp(`^Vente ${receiptNumber}, conclue, `) }).waitFor();
    expect(new URL(page.url()).searchParams.get('reference')).toBe(receiptNumber);
    const request = tree(page).locator('li.gateway', { hasText: 'POST /api/sales' });
    await request.locator('li.request', { hasText: 'sale-' }).getByText('checkout: confirmed').waitFor();
    await request.locator('li.request', { hasText: 'stock-' }).getByText('marchandises retenues').waitFor();
    const event = tree(page).locator('li.event', { hasText: 'sale.recorded.v1' }).first();
    await event.locator('li.delivery', { hasText: 'appliqué' }).waitFor();
    expect(await request.first().locator('.ops-story-took').first().textContent()).toMatch(
      /pendant [\d, ]+\s?m?s/,
    );
    await takePictures(page, 'ops-story');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('goods held').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  },
  MINUTE,
);

test(
  'a line of the logs leads to the story of its trace, and back',
  async () => {
    const { traceId } = await sold();
    const { page, context } = await openStory(`/ops?view=logs&traceId=${traceId}`);
    await page.getByRole('log').locator('.ops-log-line summary').first().click();

    await page.getByRole('link', { name: 'Expliquer cette trace' }).click();

    await tree(page).getByText('sale.recorded.v1').first().waitFor();
    expect(await page.getByLabel(FIELD).inputValue()).toBe(traceId);
    await page.getByRole('link', { name: `Journaux de la trace ${traceId.slice(0, 8)}` }).click();
    await page.waitForURL((url) => url.searchParams.get('view') === 'logs');
    await context.close();
  },
  MINUTE,
);

test(
  'what is no reference is not asked for, and what is unknown is said',
  async () => {
    const { page, context } = await openStory();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/explanations/')) asked.push(request.url());
    });
    const ask = async (text: string) => {
      await page.getByLabel(FIELD).fill(text);
      await page.getByRole('main').getByRole('button', { name: 'Expliquer' }).click();
    };

    await ask('du thé');
    await page.getByText('Ni un numéro de reçu').waitFor();
    expect(asked).toEqual([]);

    await ask('ZZZ9-01-999999');
    await page.getByRole('alert').getByText('Rien n’est connu sous cette référence').waitFor();
    expect(await tree(page).count()).toBe(0);
    await context.close();
  },
  MINUTE,
);
