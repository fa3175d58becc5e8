import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { MeshUnderTest } from './mesh-under-test.ts';

export interface Clerk {
  /** Sells one piece of something for cash, of another product each time. */
  sell(): Promise<Sold>;
  /** The same, with one cent of it paid by card. */
  sellPartlyByCard(): Promise<Sold>;
  /** The status of reading a sale again. */
  find(saleId: string): Promise<number>;
}

export interface Sold {
  status: number;
  id: string;
  receiptNumber: string;
  traceId: string;
}

const loginAnswer = z.looseObject({ accessToken: z.string() });
const productList = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
const saleAnswer = z.looseObject({ id: z.string().default(''), receiptNumber: z.string().default('') });

/** A clerk at a till of the demo chain, through the public gateway only. */
export async function clerkAt({ url, account }: MeshUnderTest): Promise<Clerk> {
  const { username, password, locationId } = account('clerk');
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const login = await post('/api/auth/login', { username, password });
  const Authorization = `Bearer ${loginAnswer.parse(await login.json()).accessToken}`;
  const catalogue = await fetch(`${url}/api/products?size=100`);
  const products = productList.parse(await catalogue.json()).items;
  let sales = 0;

  const cash = { type: 'cash', amountCents: 100_000 };
  const sell = async (tenders: object[]): Promise<Sold> => {
    sales += 1;
    const lines = [{ productId: products[sales % products.length]?.id, quantity: 1 }];
    const sale = { locationId, lines, tenders };
    const answer = await post('/api/sales', sale, { Authorization, 'Idempotency-Key': randomUUID() });
    const { id, receiptNumber } = saleAnswer.parse(await answer.json());
    return { status: answer.status, id, receiptNumber, traceId: answer.headers.get('X-Request-Id') ?? '' };
  };

  return {
    sell: () => sell([cash]),
    sellPartlyByCard: () => sell([{ type: 'card', amountCents: 1 }, cash]),
    find: async (saleId) =>
      (await fetch(`${url}/api/sales/${saleId}`, { headers: { Authorization } })).status,
  };
}
