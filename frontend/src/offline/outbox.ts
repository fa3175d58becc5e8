import { signal } from '@preact/signals';
import { Problem } from '../api/problem.ts';
import { call, user } from '../api/session.ts';
import { database } from './database.ts';
import type { WaitingSale } from './kept.ts';

export const waitingSales = signal<readonly WaitingSale[]>([]);

const news = new BroadcastChannel('comptoir.outbox');
news.addEventListener('message', () => void readOutbox());

export async function readOutbox(): Promise<void> {
  const all = await (await database()).getAll('outbox');
  waitingSales.value = all.toSorted((a, b) => a.madeAt - b.madeAt);
}

/** Written down before it is sent: a crash in between loses nothing, and the same id sells nothing twice. */
export async function keepSale(sale: WaitingSale): Promise<void> {
  await (await database()).put('outbox', sale);
  await told();
}

export async function forgetSale(id: string): Promise<void> {
  await (await database()).delete('outbox', id);
  await told();
}

async function told(): Promise<void> {
  await readOutbox();
  news.postMessage('changed');
}

/** Sales that are being sent by a dialog this moment: the outbox leaves them to it. */
export const inHand = new Set<string>();

/** Sends what waits, oldest first, one tab at a time. Stops quietly when nobody answers. */
export async function sendWaiting(): Promise<void> {
  await navigator.locks.request('comptoir.outbox', { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    for (const sale of await (await database()).getAll('outbox')) {
      const mine = sale.soldBy === user.value?.id && sale.refusal === undefined && !inHand.has(sale.id);
      if (mine && !(await sent(sale))) return;
    }
  });
}

/** Whether to go on with the next one. */
async function sent(sale: WaitingSale): Promise<boolean> {
  try {
    await postSale(sale);
    await forgetSale(sale.id);
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) return false;
    // Not now, or not by this session: it goes on waiting.
    if (error.status === 401 || error.status === 429 || error.code === 'idempotency.in_progress')
      return false;
    await keepSale({ ...sale, refusal: { code: error.code, detail: error.message } });
    return true;
  }
}

export function postSale<T>({ body, key }: Pick<WaitingSale, 'body' | 'key'>): Promise<T> {
  return call<T>('/api/sales', { method: 'POST', body, idempotencyKey: key });
}

/** Sends a refused sale again, after somebody mended what was wrong. */
export async function tryAgain(refused: WaitingSale): Promise<void> {
  const { refusal: _, ...sale } = refused;
  await keepSale(sale);
  await sendWaiting();
}
