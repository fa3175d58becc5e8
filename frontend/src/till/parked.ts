import { signal } from '@preact/signals';
import { database } from '../offline/database.ts';
import type { ParkedCart } from '../offline/kept.ts';
import { cart, clearCart, replaceCart } from './cart.ts';

export const parkedCarts = signal<readonly ParkedCart[]>([]);

const news = new BroadcastChannel('comptoir.parked');
news.addEventListener('message', () => void readParked());

export async function readParked(): Promise<void> {
  const all = await (await database()).getAll('parked');
  parkedCarts.value = all.toSorted((a, b) => a.parkedAt - b.parkedAt);
}

export async function park(label: string): Promise<void> {
  const { saleId, lines } = cart.value;
  await (await database()).put('parked', { id: saleId, label, lines, parkedAt: Date.now() });
  clearCart();
  await changed();
}

/** Takes it back as the cart in hand; of two tabs that try, one gets it. */
export async function recall(id: string): Promise<boolean> {
  const transaction = (await database()).transaction('parked', 'readwrite');
  const found = await transaction.store.get(id);
  if (found !== undefined) await transaction.store.delete(id);
  await transaction.done;
  if (found !== undefined) replaceCart(found.lines);
  await changed();
  return found !== undefined;
}

async function changed(): Promise<void> {
  await readParked();
  news.postMessage('changed');
}
