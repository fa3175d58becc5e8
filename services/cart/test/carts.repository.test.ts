import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testRedis, waitUntil } from '@comptoir/test-kit';
import type { TestRedis } from '@comptoir/test-kit';
import { Redis } from 'ioredis';
import { v4 as uuidv4 } from 'uuid';
import type { Visitor } from '../src/domain/visitor.ts';
import { cartStore } from '../src/repositories/cart-store.ts';
import { cartsRepository } from '../src/repositories/carts.repository.ts';
import { parkedCartsRepository } from '../src/repositories/parked-carts.repository.ts';
import { fakeCarts } from '../src/use-cases/cart.fake.ts';

const TTL_SECONDS = { till: 86_400, web: 604_800 };

let databases: TestRedis;
let redis: Redis;
beforeAll(async () => {
  databases = await testRedis();
  redis = new Redis(databases.dataUrl);
});
afterAll(async () => {
  redis.disconnect();
  await databases.drop();
});

function real() {
  const store = cartStore(redis);
  return {
    carts: cartsRepository(store, TTL_SECONDS),
    parkedCarts: parkedCartsRepository(store, TTL_SECONDS),
  };
}

const now = new Date('2026-12-01T12:00:00Z');
const later = new Date('2026-12-01T12:05:00Z');
const inHours = (hours: number, from = now) => new Date(from.getTime() + hours * 3_600_000);
const clerk = (boundTo = 'shop'): Visitor => ({ owner: uuidv4(), boundTo, kind: 'till' });
const stranger: Visitor = { owner: null, boundTo: null, kind: 'web' };
const one = (productId: string) => ({ productId, quantity: 1 });

describe.each([
  { kept: 'in the fake', open: fakeCarts },
  { kept: 'in Redis', open: real },
])('carts kept $kept', ({ open }) => {
  async function opened(visitor: Visitor, ...products: string[]) {
    const kept = open();
    const { id } = await kept.carts.open(uuidv4(), 'shop', visitor, now);
    for (const productId of products) await kept.carts.add(id, visitor, now, one(productId));
    return { ...kept, id };
  }

  test('are open and empty at first, for an hour', async () => {
    const visitor = clerk();
    const { carts, id } = await opened(visitor);

    expect(await carts.find(id, visitor)).toEqual({
      id,
      locationId: 'shop',
      lines: [],
      parkedAt: null,
      label: null,
      expiresAt: inHours(1),
      version: 1,
    });
  });

  test('live longer with something in them, from their last change on, and an hour when emptied', async () => {
    const visitor = clerk();
    const { carts, id } = await opened(visitor);

    const filled = await carts.add(id, visitor, later, one('a'));
    const emptied = await carts.remove(id, visitor, later, 'a');
    const web = await opened(stranger, 'a');

    expect(filled.expiresAt).toEqual(inHours(24, later));
    expect(emptied.expiresAt).toEqual(inHours(1, later));
    expect((await web.carts.find(web.id, stranger)).expiresAt).toEqual(inHours(7 * 24));
  });

  test('keep the order in which products came, whatever happens to them', async () => {
    const visitor = clerk();
    const { carts, id } = await opened(visitor, 'c', 'a', 'b');

    await carts.setQuantity(id, visitor, now, { productId: 'a', quantity: 9 });
    await carts.remove(id, visitor, now, 'c');
    const cart = await carts.add(id, visitor, now, one('c'));

    expect(cart.lines).toEqual([{ productId: 'a', quantity: 9 }, one('b'), one('c')]);
    expect(cart.version).toBe(7);
    expect(await carts.find(id, visitor)).toEqual(cart);
  });

  test('keep that order also when they are many', async () => {
    const products = Array.from({ length: 150 }, (_, index) => `p${(index * 37) % 150}`);
    const { carts, id } = await opened(stranger, ...products);

    const { lines } = await carts.find(id, stranger);

    expect(lines.map(({ productId }) => productId)).toEqual(products);
  });

  test('are missing to anybody else, and to their own person elsewhere', async () => {
    const visitor = clerk();
    const { carts, parkedCarts, id } = await opened(visitor, 'a');
    const others: Visitor[] = [
      clerk(),
      { ...visitor, boundTo: 'other' },
      { ...visitor, boundTo: '' },
      stranger,
    ];

    for (const other of others) {
      for (const attempt of [
        carts.find(id, other),
        carts.add(id, other, now, one('a')),
        carts.setQuantity(id, other, now, one('a')),
        carts.remove(id, other, now, 'a'),
        parkedCarts.recall(id, other, now),
        carts.drop(id, other, now),
      ]) {
        await expect(attempt).rejects.toMatchObject({ code: 'cart.not_found' });
      }
    }

    expect(await carts.find(id, visitor)).toMatchObject({ lines: [one('a')], version: 2 });
  });

  test('of nobody are reached by anybody of that place', async () => {
    const { carts, id } = await opened(stranger, 'a');

    expect(await carts.find(id, clerk('shop'))).toMatchObject({ id });
    await expect(carts.find(id, clerk('other'))).rejects.toMatchObject({ code: 'cart.not_found' });
  });

  test.each([
    [{ productId: 'a', quantity: 999 }, 'cart.quantity_limit'],
    [{ productId: 'b', quantity: 1000 }, 'cart.quantity_limit'],
  ])('take no more than 999 of a product: %j', async (line, code) => {
    const visitor = clerk();
    const { carts, id } = await opened(visitor, 'a');

    await expect(carts.add(id, visitor, now, line)).rejects.toMatchObject({ kind: 'invalid', code });
    expect(await carts.find(id, visitor)).toMatchObject({ lines: [one('a')], version: 2 });
  });

  test('are set to a quantity while they have the version that was seen', async () => {
    const visitor = clerk();
    const { carts, id } = await opened(visitor, 'a');

    const set = await carts.setQuantity(id, visitor, now, { productId: 'a', quantity: 5 }, 2);
    const again = await carts.setQuantity(id, visitor, later, { productId: 'a', quantity: 5 }, 2);

    expect(set).toMatchObject({ lines: [{ quantity: 5 }], version: 3 });
    expect(again).toEqual(set);
    const late = carts.setQuantity(id, visitor, now, { productId: 'a', quantity: 6 }, 2);
    await expect(late).rejects.toMatchObject({ kind: 'conflict', code: 'version.conflict' });
    const absent = carts.setQuantity(id, visitor, now, one('b'));
    await expect(absent).rejects.toMatchObject({ kind: 'notFound', code: 'cart.line_not_found' });
  });

  test('are dropped, and discarded in the version that was sold', async () => {
    const visitor = clerk();
    const [dropped, sold] = [await opened(visitor, 'a'), await opened(visitor, 'a')];

    await dropped.carts.drop(dropped.id, visitor, now);
    await sold.carts.discard(sold.id, 1);
    const kept = await sold.carts.find(sold.id, visitor);
    await sold.carts.discard(sold.id, 2);
    await sold.carts.discard(sold.id, 2);

    expect(kept.version).toBe(2);
    await expect(dropped.carts.find(dropped.id, visitor)).rejects.toMatchObject({ code: 'cart.not_found' });
    await expect(sold.carts.find(sold.id, visitor)).rejects.toMatchObject({ code: 'cart.not_found' });
  });

  test('wait parked, unchanged, until they are recalled', async () => {
    const visitor = clerk();
    const { carts, parkedCarts, id } = await opened(visitor, 'a');

    const parked = await parkedCarts.park(id, visitor, later, 'red hat');
    const again = await parkedCarts.park(id, visitor, now, 'other');

    expect(parked).toMatchObject({
      parkedAt: later,
      label: 'red hat',
      version: 3,
      expiresAt: inHours(24, later),
    });
    expect(again).toEqual(parked);
    expect(await parkedCarts.list(visitor, later)).toEqual([parked]);
    await expect(carts.add(id, visitor, now, one('a'))).rejects.toMatchObject({ code: 'cart.parked' });
    const recalled = await parkedCarts.recall(id, visitor, later);
    expect(recalled).toMatchObject({ parkedAt: null, label: null, lines: [one('a')], version: 4 });
    expect(await parkedCarts.list(visitor, later)).toEqual([]);
  });

  test('are not parked empty, nor when they are nobody’s, nor by nobody', async () => {
    const visitor = clerk();
    const [empty, nobodys] = [await opened(visitor), await opened(stranger, 'a')];
    const park = (kept: typeof empty, by: Visitor) => kept.parkedCarts.park(kept.id, by, now, null);

    await expect(park(empty, visitor)).rejects.toMatchObject({ code: 'cart.empty' });
    await expect(park(nobodys, visitor)).rejects.toMatchObject({ code: 'cart.anonymous' });
    await expect(park(nobodys, stranger)).rejects.toMatchObject({ code: 'cart.anonymous' });
    expect(await empty.parkedCarts.list(visitor, now)).toEqual([]);
    expect(await empty.parkedCarts.list(stranger, now)).toEqual([]);
  });
});

test('Redis lets a cart go by itself when its time is over', async () => {
  const visitor = clerk();
  const { carts } = real();
  const { id } = await carts.open(uuidv4(), 'shop', visitor, now);
  const empty = await redis.ttl(`carts:${id}`);
  await carts.add(id, visitor, now, one('a'));
  const filled = await redis.ttl(`carts:${id}`);

  expect(empty).toBeGreaterThan(3_590);
  expect(empty).toBeLessThanOrEqual(3_600);
  expect(filled).toBeGreaterThan(86_390);
  expect(filled).toBeLessThanOrEqual(86_400);
});

test('an id on the list whose cart was sold, let go or recalled long ago is taken off it', async () => {
  const visitor = clerk();
  const { carts, parkedCarts } = real();
  const { id } = await carts.open(uuidv4(), 'shop', visitor, now);
  await carts.add(id, visitor, now, one('a'));
  await parkedCarts.park(id, visitor, now, null);
  await carts.drop(id, visitor, now);
  const onList = () => redis.zcard(`parked-carts:${visitor.owner}`);

  await parkedCarts.list(visitor, now);
  const soon = await onList();
  await parkedCarts.list(visitor, later);

  expect(soon).toBe(1);
  expect(await onList()).toBe(0);
});

test('while the connection is known to be lost, nobody waits for the next attempt to connect', async () => {
  const patient = { retryStrategy: () => 60_000, maxRetriesPerRequest: null, disconnectTimeout: 10 };
  const lost = new Redis('redis://127.0.0.1:1', patient);
  lost.on('error', () => undefined);
  const carts = cartsRepository(cartStore(lost), TTL_SECONDS);
  await waitUntil(() => lost.status === 'reconnecting');

  const attempt = carts.find(uuidv4(), stranger);

  await expect(attempt).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'cart.unavailable',
    retryAfterSeconds: 1,
  });
  lost.disconnect();
});
