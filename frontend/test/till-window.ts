import type { Browser, DemoAccount, Page } from './browser.ts';
import { appUrl, openWindow, signInAs } from './browser.ts';

export interface CatalogueProduct {
  id: string;
  sku: string;
  barcode: string;
  nameFr: string;
  priceCents: number;
  version: number;
}

/** An access token, got through the API. */
export async function tokenOf({ username, password }: DemoAccount): Promise<string> {
  const login = await fetch(`${appUrl()}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return ((await login.json()) as { accessToken: string }).accessToken;
}

/** Signs in through the API: what a test needs to know beyond what its screen shows. */
export async function apiAs(account: DemoAccount) {
  const accessToken = await tokenOf(account);
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${appUrl()}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
}

/** Products with a barcode, the cheapest first. */
export async function someProducts(count: number): Promise<CatalogueProduct[]> {
  const answer = await fetch(`${appUrl()}/api/products?size=100&sort=priceCents`);
  const { items } = (await answer.json()) as { items: CatalogueProduct[] };
  return items.filter(({ barcode }) => barcode !== null).slice(0, count);
}

/** Sells one thing for cash through the API, in the clerk's shop. */
export async function sellOne(clerk: DemoAccount): Promise<{ id: string; receiptNumber: string }> {
  const [product] = await someProducts(1);
  const call = await apiAs(clerk);
  return call('POST', '/api/sales', {
    locationId: clerk.locationId,
    lines: [{ productId: product?.id, quantity: 1 }],
    tenders: [{ type: 'cash', amountCents: 100_000 }],
  });
}

/** A window at an open register: the clerk of the demo chain, or another one; a new window, or one made ready. */
export async function openTill(
  browser: Browser,
  clerk: DemoAccount,
  ready?: Awaited<ReturnType<typeof openWindow>>,
) {
  const window = ready ?? (await openWindow(browser));
  const { page } = window;
  await signInAs(page, clerk);
  await page.waitForURL('/till');
  await page
    .getByRole('heading', { name: /Ouvrir une caisse/ })
    .or(scanField(page))
    .waitFor();
  if (!(await scanField(page).isVisible())) await page.keyboard.press('Enter');
  await scanField(page).and(page.locator(':focus')).waitFor();
  await page.waitForFunction(() => document.querySelector('.badge.good') !== null);
  return window;
}

export const scanField = (page: Page) => page.getByRole('combobox', { name: /Scanner|Scan/ });

/**
 * As a keyboard-wedge scanner does it: digits and Enter with hardly a pause. All keys are on their way before the first
 * has been answered, so that their times are the browser's and not those of this process.
 */
export async function scan(page: Page, ...codes: string[]): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const press = (key: string) => {
    const text = key === 'Enter' ? '\r' : key;
    const code = key === 'Enter' ? 'Enter' : `Digit${key}`;
    const keyCode = key === 'Enter' ? 13 : key.charCodeAt(0);
    const about = { key, code, windowsVirtualKeyCode: keyCode };
    return [
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...about }),
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...about }),
    ];
  };
  await Promise.all(codes.flatMap((code) => [...code, 'Enter'].flatMap(press)));
  await keyboard.detach();
}

/** The payment is open and takes keys. */
export const payDialog = (page: Page) =>
  page
    .getByRole('dialog', { name: 'Encaisser' })
    .locator('[name=amount]')
    .and(page.locator(':focus'))
    .waitFor();

export const totalOf = (page: Page) => page.getByTestId('total').textContent();

/** Units of each product in the cart on screen, by name. */
export const cartOf = (page: Page) =>
  page
    .locator('.till-cart tbody tr')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.querySelector('td')?.textContent ?? '',
          Number(row.querySelector('.till-quantity span')?.textContent),
        ]),
      ),
    );

/** The barcode section's label is the receipt number. */
export const receiptNumber = async (page: Page) =>
  (await page.locator('.receipt-paper .barcode').getAttribute('aria-label')) ?? '';
