import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { StockUnderTest } from './stock-service.ts';
import { startStock } from './stock-service.ts';

let shop: StockUnderTest;

beforeAll(async () => {
  shop = await startStock();
});
afterAll(() => shop.mesh.close());

const opening = (sku: string, quantity: number, productId: string = uuidv7()) => ({
  locationId: shop.shop,
  productId,
  sku,
  quantity,
});
const put = (openings: object[]) =>
  shop.stock.call('PUT', '/internal/openings', { from: 'mesh', body: { openings } });
const outcomesOf = ({ body }: { body: { items: { outcome: string }[] } }) =>
  body.items.map(({ outcome }) => outcome);

test('an import opens levels, and running it again leaves them as they are', async () => {
  const [tea, cup] = [opening('TEA-1', 5), opening('CUP-1', 0)];

  const first = await put([tea, cup]);
  const second = await put([{ ...tea, quantity: 99 }, cup]);

  expect(first).toMatchObject({ status: 200, body: { items: [{ productId: tea.productId }, {}] } });
  expect([outcomesOf(first), outcomesOf(second)]).toEqual([
    ['opened', 'opened'],
    ['exists', 'exists'],
  ]);
  expect(await shop.level(tea.productId)).toEqual({ available: 5, reserved: 0, onHand: 5 });
  expect(await shop.movements(tea.productId)).toEqual(['5 opening']);
  expect(await shop.movements(cup.productId)).toEqual([]);
});

test('five hundred are opened at once', async () => {
  const many = Array.from({ length: 500 }, (_, index) => opening(`MANY-${index}`, 1));

  const answer = await put(many);

  expect(answer.status).toBe(200);
  expect(new Set(outcomesOf(answer))).toEqual(new Set(['opened']));
});

test('one that is wrong keeps the others out', async () => {
  const tea = opening('TEA-2', 5);

  const answer = await put([tea, opening('NO SUCH SKU', -1)]);

  expect(answer).toMatchObject({ status: 422 });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/openings/1/sku',
    '/openings/1/quantity',
  ]);
  const level = await shop.stock.call('GET', `/api/stock/${shop.shop}/${tea.productId}`, { as: shop.clerk });
  expect(level.status).toBe(404);
});

test('only the mesh command opens levels', async () => {
  const body = { openings: [opening('TEA-3', 5)] };

  const sale = await shop.stock.call('PUT', '/internal/openings', { from: 'sale', body });
  const office = await shop.stock.call('PUT', '/internal/openings', { as: shop.headOffice, body });
  const nobody = await shop.stock.call('PUT', '/internal/openings', { body });

  expect([sale, office, nobody].map(({ status, body: { code } }) => `${status} ${code}`)).toEqual([
    '403 service.forbidden',
    '401 token.invalid',
    '401 token.missing',
  ]);
});
