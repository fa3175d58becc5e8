import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isRefusedWrite } from '@comptoir/service-kit';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { advance } from '../src/domain/saga.ts';
import { receiptsRepository } from '../src/repositories/receipts.repository.ts';
import { sagaLeases } from '../src/repositories/saga-leases.repository.ts';
import { sagasRepository } from '../src/repositories/sagas.repository.ts';
import { salesRepository } from '../src/repositories/sales.repository.ts';
import { soldCartsRepository } from '../src/repositories/sold-carts.repository.ts';
import type { SaleUnit } from '../src/use-cases/ports.ts';
import { fakeBooks } from '../src/use-cases/sale.fake.ts';
import * as samples from '../src/use-cases/sale.samples.ts';
import { card, cash, context } from '../src/use-cases/sale.samples.ts';
import type { SaleUnderTest } from './sale-service.ts';
import { startSale } from './sale-service.ts';

type Kept = Pick<SaleUnit, 'sales' | 'soldCarts' | 'sagas' | 'receipts'>;
type Transact = <T>(work: (kept: Kept) => Promise<T>) => Promise<T>;

const LEASE_SECONDS = 15;
let till: SaleUnderTest;
beforeAll(async () => {
  // Nobody recovers what these tests leave behind.
  till = await startSale({ SAGA_RECOVERY_INTERVAL_MS: '3600000' });
});
afterAll(() => till.mesh.close());

const books = fakeBooks();
const inTheFake: Transact = (work) => books.inTransaction(context, work);
const inMariadb: Transact = (work) =>
  till.sale.database().inTransaction((trx) =>
    work({
      sales: salesRepository(trx),
      soldCarts: soldCartsRepository(trx),
      sagas: sagasRepository(trx, LEASE_SECONDS),
      receipts: receiptsRepository(trx),
    }),
  );
const places = [
  { place: 'the fake', transact: inTheFake },
  { place: 'MariaDB', transact: inMariadb },
];

const aSale = (changes: Partial<ReturnType<typeof samples.aSale>> = {}) => {
  const [first] = samples.aSale().lines;
  if (first === undefined) throw new Error('the sample has no line');
  return samples.aSale({
    id: uuidv7(),
    sagaId: uuidv7(),
    locationId: uuidv7(),
    registerId: uuidv7(),
    lines: [{ ...first, productId: uuidv7(), nameFr: 'L’œuf "d\'été" \\ 日本 🫖' }],
    ...changes,
  });
};
const aSaga = (changes: Partial<ReturnType<typeof samples.aSaga>> = {}) =>
  samples.aSaga({ id: uuidv7(), saleId: uuidv7(), locationId: uuidv7(), leaseOwner: uuidv7(), ...changes });

describe.each(places)('sales kept in $place', ({ transact }) => {
  const find = (id: string) => transact(({ sales }) => sales.find(id));
  const added = async (sale = aSale()) => {
    await transact(({ sales }) => sales.add(sale));
    return sale;
  };

  test('are found as they were added', async () => {
    const sale = aSale({ tenders: [card(600, uuidv7()), cash(400)], registerId: null });

    const isNew = await transact(({ sales }) => sales.add(sale));

    expect(isNew).toBe(true);
    expect(await find(sale.id)).toEqual(sale);
    expect(await transact(({ sales }) => sales.findForUpdate(sale.id))).toEqual(sale);
    expect(await find(uuidv7())).toBeUndefined();
  });

  test('are added once under one id', async () => {
    const sale = await added();

    const isNew = await transact(({ sales }) => sales.add(aSale({ id: sale.id })));

    expect(isNew).toBe(false);
    expect(await find(sale.id)).toEqual(sale);
  });

  test('change in what may change, and in nothing else', async () => {
    const sale = await added();
    const changes = {
      status: 'cancelled' as const,
      receiptNumber: `R-${sale.id}`.slice(0, 32),
      tenders: [{ ...card(1000, uuidv7()), authorization: 'A-1', last4: '4242' }],
      refusal: { code: 'a.b', detail: 'c' },
      cancellation: { reason: 'r', by: 'max', at: '2026-12-01T12:00:00.000Z' },
      completedAt: new Date('2026-12-01T12:00:01.234Z'),
    };

    await transact(({ sales }) =>
      sales.update({ ...sale, ...changes, soldBy: 'max', totalCents: 1, lines: [] }),
    );

    expect(await find(sale.id)).toEqual({ ...sale, ...changes });
  });

  test('are written anew, whole, when they were refused, and only then', async () => {
    const [refused, sold] = [await added(), await added()];
    await transact(({ sales }) => sales.update({ ...refused, status: 'refused' }));
    await transact(({ sales }) => sales.update({ ...sold, status: 'completed' }));
    const again = aSale({ id: refused.id, soldBy: 'max', totalCents: 5 });

    await transact(({ sales }) => sales.reopen(again));
    await transact(({ sales }) => sales.reopen(aSale({ id: sold.id })));

    expect(await find(refused.id)).toEqual(again);
    expect(await find(sold.id)).toEqual({ ...sold, status: 'completed' });
  });

  test('are gone when the transaction that added them fails', async () => {
    const sale = aSale();

    const attempt = transact(async ({ sales }) => {
      await sales.add(sale);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await find(sale.id)).toBeUndefined();
  });
});

describe.each(places)('sagas kept in $place', ({ transact }) => {
  const find = (id: string) => transact(({ sagas }) => sagas.find(id));
  const added = async (saga = aSaga()) => {
    await transact(({ sagas }) => sagas.add(saga));
    return saga;
  };
  const now = new Date('2026-12-01T12:00:01.000Z');

  test('are found as they were added', async () => {
    const saga = await added();

    expect(await find(saga.id)).toEqual(saga);
    expect(await find(uuidv7())).toBeUndefined();
  });

  test('go on while their driver holds the lease', async () => {
    const saga = await added();
    const held = advance(saga, 'stockReserved', 'stock holds the goods', now);

    await transact(({ sagas }) => sagas.save(held));

    expect(await find(saga.id)).toEqual(held);
  });

  test('do not go on for a driver who lost the lease', async () => {
    const saga = await added();
    const stolen = { ...advance(saga, 'confirmed', 'late', now), leaseOwner: uuidv7() };

    const late = transact(({ sagas }) => sagas.save(stolen));

    await expect(late).rejects.toMatchObject({ code: 'idempotency.in_progress' });
    expect(await find(saga.id)).toEqual(saga);
  });

  test('do not go on after their end', async () => {
    const saga = await added();
    const confirmed = advance(saga, 'confirmed', 'done', now);
    await transact(({ sagas }) => sagas.save(confirmed));

    const late = transact(({ sagas }) => sagas.save(advance(saga, 'compensating', 'late', now)));

    await expect(late).rejects.toMatchObject({ code: 'idempotency.in_progress' });
    expect(await find(saga.id)).toEqual(confirmed);
  });
});

describe.each(places)('receipt numbers kept in $place', ({ transact }) => {
  const next = (tillCode: string) => transact(({ receipts }) => receipts.next(tillCode));

  test('count from one, for each till by itself', async () => {
    const [one, other] = [`A${uuidv7().slice(-8)}-01`, `A${uuidv7().slice(-8)}-02`];

    const numbers = [await next(one), await next(one), await next(other), await next(one)];

    expect(numbers).toEqual([1, 2, 1, 3]);
  });

  test('that were not used are given again', async () => {
    const tillCode = `A${uuidv7().slice(-8)}-01`;
    const attempt = transact(async ({ receipts }) => {
      await receipts.next(tillCode);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await next(tillCode)).toBe(1);
  });
});

describe.each(places)('sold carts in $place', ({ transact }) => {
  test('belong to the first sale, until it hands them over; another version is another cart', async () => {
    const [first, second] = [uuidv7(), uuidv7()];
    const cart = { id: uuidv7(), version: 4 };
    await transact(({ soldCarts }) => soldCarts.insert(cart, first));

    const holders = await transact(async ({ soldCarts }) => {
      const before = await soldCarts.claim(cart, second);
      await soldCarts.handOver(cart, second);
      const after = await soldCarts.claim(cart, first);
      return [before, after, await soldCarts.claim({ ...cart, version: 5 }, first)];
    });

    expect(holders).toEqual([first, second, first]);
  });

  test('of another sale undo the whole transaction when they are taken unseen', async () => {
    const cart = { id: uuidv7(), version: 1 };
    const sale = aSale();
    await transact(({ soldCarts }) => soldCarts.insert(cart, uuidv7()));

    const attempt = transact(async ({ sales, soldCarts }) => {
      await sales.insert(sale);
      await soldCarts.insert(cart, sale.id);
    });

    expect(await attempt.catch(isRefusedWrite)).toBe(true);
    expect(await transact(({ sales }) => sales.find(sale.id))).toBeUndefined();
  });
});

describe('leases of sagas in MariaDB', () => {
  const leases = () => sagaLeases(till.sale.database(), LEASE_SECONDS);
  const surrendered = async () => {
    const saga = aSaga();
    await inMariadb(async ({ sagas }) => {
      await sagas.add(saga);
      await sagas.surrender(saga);
    });
    return saga;
  };

  test('that are held are not overdue and cannot be taken', async () => {
    const saga = aSaga();
    await inMariadb(({ sagas }) => sagas.add(saga));

    expect(await leases().overdue(100)).not.toContain(saga.id);
    expect(await leases().take(saga.id, 'another')).toBeUndefined();
  });

  test('that were surrendered are taken by one of many', async () => {
    const saga = await surrendered();
    const overdue = await waitUntil(async () => {
      const ids = await leases().overdue(100);
      return ids.includes(saga.id) && ids;
    });

    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, index) => leases().take(saga.id, `driver ${index}`)),
    );

    const winners = taken.filter((found) => found !== undefined);
    expect(overdue).toEqual([saga.id]);
    expect(winners).toEqual([{ ...saga, leaseOwner: expect.stringMatching(/^driver \d$/) }]);
    expect(await leases().overdue(100)).not.toContain(saga.id);
  });

  test('of a saga that ended are nobody’s business', async () => {
    const saga = await surrendered();
    const ended = advance(saga, 'confirmed', 'done', new Date());
    await inMariadb(({ sagas }) => sagas.save(ended));

    expect(await leases().overdue(100)).not.toContain(saga.id);
    expect(await leases().take(saga.id, 'another')).toBeUndefined();
  });

  test('are surrendered by their holder only', async () => {
    const saga = aSaga();
    await inMariadb(async ({ sagas }) => {
      await sagas.add(saga);
      await sagas.surrender({ ...saga, leaseOwner: 'another' });
    });

    expect(await leases().overdue(100)).not.toContain(saga.id);
  });
});
