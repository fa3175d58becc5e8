import type { ProductChanges } from '@comptoir/contracts/http/product';
import { signal } from '@preact/signals';
import { request } from '../api/http.ts';
import { Problem, Unreachable } from '../api/problem.ts';
import { database } from './database.ts';
import { createSearchIndex } from './search-index.ts';

const POLL_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const CURSOR = 'catalogue';

/** The chain's products, copied into this browser: what the till searches, prices with and goes on with alone. */
export const catalogue = createSearchIndex();
/** Grows with every change of the copy: read it to follow. */
export const catalogueEdition = signal(0);
/** Whether the gateway answered when it was last asked. */
export const online = signal(true);

const copy = Promise.withResolvers<void>();
/** Once what this browser kept is in memory: before, an unknown code says nothing. */
export const copyIsRead = copy.promise;

let running = false;

/** Brings the copy up to date, and keeps it so as long as the page lives: a new price is here within two seconds. */
export async function followCatalogue(onAnswer: () => void): Promise<void> {
  if (running) return;
  running = true;
  await readCopy().finally(copy.resolve);
  let failures = 0;
  for (;;) {
    try {
      await catchUp();
      failures = 0;
      online.value = true;
      onAnswer();
    } catch (error) {
      failures += 1;
      if (error instanceof Unreachable) online.value = false;
      // A server whose feed does not know our place in it: read it from the beginning, what is here stays.
      if (error instanceof Problem && error.code === 'cursor.invalid') await forgetPlace();
    }
    await rest(failures === 0 ? POLL_MS : Math.min(POLL_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS));
  }
}

async function forgetPlace(): Promise<void> {
  await (await database()).delete('marks', CURSOR);
}

async function readCopy(): Promise<void> {
  for (const product of await (await database()).getAll('products')) catalogue.put(product);
  catalogueEdition.value += 1;
}

async function catchUp(): Promise<void> {
  const kept = await database();
  for (;;) {
    const after = await kept.get('marks', CURSOR);
    const from = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
    const { items, cursor, more } = await request<ProductChanges>(`/api/products/changes${from}`);
    const fresh = items.filter((product) => catalogue.put(product));
    if (fresh.length > 0 || cursor !== after) {
      const transaction = kept.transaction(['products', 'marks'], 'readwrite');
      for (const product of fresh) void transaction.objectStore('products').put(product);
      void transaction.objectStore('marks').put(cursor, CURSOR);
      await transaction.done;
    }
    if (fresh.length > 0) catalogueEdition.value += 1;
    if (!more) return;
  }
}

/** Until the time is over, or the browser says that the network is back. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });
}
