import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventDefinition } from '@comptoir/contracts/event';
import { productChanged, productRetired } from '@comptoir/contracts/events/product';
import type { Product } from '@comptoir/contracts/http/product';
import { startTestPublisher } from '@comptoir/event-bus/testing';
import type { TestPublisher } from '@comptoir/event-bus/testing';
import { waitUntil } from '@comptoir/test-kit';
import type { StartedCart } from './cart-service.ts';
import { startCart } from './cart-service.ts';

let started: StartedCart;
let publisher: TestPublisher;

beforeAll(async () => {
  started = await startCart();
  publisher = await startTestPublisher('product', started.cart.redis.dataUrl);
});
afterAll(async () => {
  await started.mesh.close();
  await publisher.close();
});

const tell = (definition: EventDefinition<Product>, product: Product) =>
  publisher.publish(definition, { subject: product.id, aggregateVersion: product.version, data: product });
const cartOf = async (...productIds: string[]) => (await started.filled(undefined, ...productIds)).id;

describe('prices of a cart', () => {
  test('are asked of the catalogue once, not for every look', async () => {
    const id = await cartOf(started.catalogue.sell().id, started.catalogue.sell().id);
    const asked = started.catalogue.asked();

    for (let look = 0; look < 5; look += 1) await started.read(id);

    expect(started.catalogue.asked()).toBe(asked);
  });

  test('follow a change as soon as it is told', async () => {
    const tea = started.catalogue.sell({ priceCents: 1000 });
    const id = await cartOf(tea.id);

    await tell(productChanged, started.catalogue.change(tea.id, { priceCents: 1200, nameFr: 'Thé fin' }));

    const dearer = await waitUntil(
      async () => {
        const { body } = await started.read(id);
        return body.lines[0].unitPriceCents === 1200 && body;
      },
      { timeoutMs: 2_000 },
    );
    expect(dearer).toMatchObject({
      lines: [{ nameFr: 'Thé fin', lineTotalCents: 1200 }],
      subtotalCents: 1200,
    });
  });

  test('are not turned back by news that comes late', async () => {
    const tea = started.catalogue.sell({ priceCents: 1000 });
    const id = await cartOf(tea.id);
    const second = started.catalogue.change(tea.id, { priceCents: 1200 });
    const third = started.catalogue.change(tea.id, { priceCents: 1300 });
    await tell(productChanged, third);
    const price = async () => (await started.read(id)).body.lines[0].unitPriceCents as number;
    await waitUntil(async () => (await price()) === 1300);
    const asked = started.catalogue.asked();

    await tell(productChanged, second);
    const other = started.catalogue.sell();
    const marker = await cartOf(other.id);
    await tell(productChanged, started.catalogue.change(other.id, { priceCents: 1 }));
    await waitUntil(async () => (await started.read(marker)).body.lines[0].unitPriceCents === 1);

    expect(await price()).toBe(1300);
    // One for the marker's cart, one for its change: none for the product whose old news came.
    expect(started.catalogue.asked()).toBe(asked + 2);
  });
});

describe('a product that is retired while it is in a cart', () => {
  test('is shown as not available, costs nothing, and can be taken out', async () => {
    const [tea, cup] = [
      started.catalogue.sell({ priceCents: 1000 }),
      started.catalogue.sell({ priceCents: 300 }),
    ];
    const id = await cartOf(tea.id, cup.id);

    await tell(productRetired, started.catalogue.change(tea.id, { active: false }));

    const cart = await waitUntil(async () => {
      const { body } = await started.read(id);
      return body.lines[0].available === false && body;
    });
    expect(cart).toMatchObject({
      lines: [
        {
          productId: tea.id,
          nameFr: tea.nameFr,
          available: false,
          unitPriceCents: null,
          lineTotalCents: 0,
          quantity: 1,
        },
        { productId: cup.id, available: true, lineTotalCents: 300 },
      ],
      subtotalCents: 300,
      tpsCents: 15,
      tvqCents: 30,
      totalCents: 345,
    });
    const more = await started.add(id, { productId: tea.id, quantity: 1 });
    expect(more).toMatchObject({ status: 422, body: { code: 'product.unknown' } });
    const without = await started.cart.call('DELETE', `/api/carts/${id}/items/${tea.id}`);
    expect(without.body.lines).toMatchObject([{ productId: cup.id }]);
  });

  test('has no name when the catalogue does not know it at all', async () => {
    const tea = started.catalogue.sell();
    const id = await cartOf(tea.id);
    await tell(productChanged, { ...tea, version: 2 });
    started.catalogue.forget(tea.id);

    const cart = await waitUntil(async () => {
      const { body } = await started.read(id);
      return body.lines[0].available === false && body;
    });

    expect(cart.lines).toMatchObject([{ productId: tea.id, nameFr: null, sku: null, taxClass: null }]);
  });
});

describe('barcodes', () => {
  test('are asked of the catalogue once', async () => {
    const tea = started.catalogue.sell({ barcode: '4006381333931' });
    const { id } = await started.open();
    await started.add(id, { barcode: tea.barcode, quantity: 1 });
    const asked = started.catalogue.asked();

    await started.add(id, { barcode: tea.barcode, quantity: 1 });

    expect(started.catalogue.asked()).toBe(asked);
  });

  test('that moved to another product are found there, as soon as the first has told', async () => {
    const barcode = '2000000000015';
    const tea = started.catalogue.sell({ barcode });
    const cup = started.catalogue.sell();
    const { id } = await started.open();
    await started.add(id, { barcode, quantity: 1 });

    await tell(productChanged, started.catalogue.change(tea.id, { barcode: null }));
    started.catalogue.change(cup.id, { barcode });

    const cart = await waitUntil(async () => {
      const { body } = await started.add((await started.open()).id, { barcode, quantity: 1 });
      return body.lines[0].productId === cup.id && body;
    });
    expect(cart.lines).toMatchObject([{ productId: cup.id, quantity: 1 }]);
  });
});

describe('while the catalogue is away', () => {
  test('carts of products that were seen lately go on', async () => {
    const tea = started.catalogue.sell();
    const id = await cartOf(tea.id);

    started.catalogue.goAway(true);
    const known = await started.add(id, { productId: tea.id, quantity: 1 });
    const unknown = await started.add(id, { productId: started.catalogue.sell().id, quantity: 1 });
    started.catalogue.goAway(false);

    expect(known).toMatchObject({ status: 200, body: { lines: [{ quantity: 2 }] } });
    expect(unknown).toMatchObject({ status: 503, body: { code: 'product.unavailable' } });
    expect(unknown.headers.get('retry-after')).toBe('1');
    expect((await started.read(id)).body.lines).toHaveLength(1);
  });
});

test('without its cache a cart is slower, and right', async () => {
  const alone = await startCart({ REDIS_CACHE_URL: 'redis://127.0.0.1:1' });
  const tea = alone.catalogue.sell({ priceCents: 1000, barcode: '4006381333931' });
  const { id } = await alone.filled(undefined, tea.id);

  alone.catalogue.change(tea.id, { priceCents: 1100 });
  await waitUntil(async () => (await alone.read(id)).body.subtotalCents === 1100);
  const scanned = await alone.add(id, { barcode: tea.barcode, quantity: 1 });
  await alone.mesh.close();

  expect(scanned).toMatchObject({ status: 200, body: { subtotalCents: 2200 } });
});
