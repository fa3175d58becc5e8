import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinary } from '@comptoir/mesh/engines';
import { chromium } from 'playwright-core';
import type { Browser, Page, Route } from 'playwright-core';

export interface DemoAccount {
  username: string;
  password: string;
  role: string;
  locationId?: string;
}

export const appUrl = (): string => process.env['COMPTOIR_APP_URL'] ?? '';

async function accounts(): Promise<DemoAccount[]> {
  const file = join(process.env['COMPTOIR_HOME'] ?? '', 'demo-accounts.json');
  return JSON.parse(await readFile(file, 'utf8')) as DemoAccount[];
}

/**
 * The first demo account of a role; of one shop, by its code. Suites run side by side on one mesh: each that counts what
 * its shop sold has a shop of its own.
 */
export async function accountOf(role: string, shop = ''): Promise<DemoAccount> {
  const found = (await accounts()).find(
    (account) => account.role === role && account.username.includes(shop),
  );
  if (found === undefined) throw new Error(`the demo chain has no ${role}`);
  return found;
}

export function openBrowser(): Promise<Browser> {
  const executablePath = findBinary('chromium-headless-shell');
  if (executablePath === undefined) throw new Error('chromium-headless-shell is not installed.');
  // Root, as which containers and build machines run tests, gets no sandbox from Chromium.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A window of its own, as if on another machine; what goes wrong on its pages is kept in `complaints`. */
export async function openWindow(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({
    baseURL: appUrl(),
    viewport: { width: 1280, height: 800 },
    locale: 'fr-CA',
    timezoneId: 'America/Toronto',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  return { context, page, complaints: complaintsOf(page) };
}

/** Exceptions, and requests to another host: neither may happen. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== appUrl()) complaints.push(`asked ${url.origin}`);
  });
  return complaints;
}

/** Signs in through the form, and waits until the role's own page is there. */
export async function signInAs(page: Page, { username, password }: DemoAccount): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('[name=username]').fill(username);
  await page.locator('[name=password]').fill(password);
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

export type { Browser, Page, Route };
