import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isCheckViolated, isRefusedWrite } from '@comptoir/service-kit';
import { v7 as uuidv7 } from 'uuid';
import type { LedgerEntry, Reservation } from '../src/domain/reservation.ts';
import type { Goods, StockLevel } from '../src/domain/stock-level.ts';
import { ledgerRepository } from '../src/repositories/ledger.repository.ts';
import { levelsRepository } from '../src/repositories/levels.repository.ts';
import { reservationsRepository } from '../src/repositories/reservations.repository.ts';
import { stockReads } from '../src/repositories/stock.read.ts';
import type { Ledger, Reservations, StockLevels } from '../src/use-cases/ports.ts';
import { fakeStock } from '../src/use-cases/stock.fake.ts';
import type { StockUnderTest } from './stock-service.ts';
import { startStock } from './stock-service.ts';

interface Kept {
  levels: StockLevels;
  reservations: Reservations;
  ledger: Ledger;
}
type Transact = <T>(work: (kept: Kept) => Promise<T>) => Promise<T>;
type LedgerOf = (locationId: string, productId: string) => Promise<object[]>;

let shop: StockUnderTest;
beforeAll(async () => {
  shop = await startStock();
});
afterAll(() => shop.mesh.close());

const fake = fakeStock();
const inTheFake: Transact = (work) => fake.inTransaction(work);
const ledgerOfTheFake: LedgerOf = async (locationId, productId) =>
  Promise.resolve(
    fake.ledger().filter((entry) => entry.locationId === locationId && entry.productId === productId),
  );

const inMariadb: Transact = (work) =>
  shop.stock.database().inTransaction((trx) =>
    work({
      levels: levelsRepository(trx),
      reservations: reservationsRepository(trx),
      ledger: ledgerRepository(trx),
    }),
  );
const ledgerInMariadb: LedgerOf = async (locationId, productId) =>
  (await stockReads(shop.stock.database()).ledger(locationId, productId, 1, 100)).items.toReversed();

const aLevel = (changes: Partial<StockLevel> = {}): StockLevel => ({
  locationId: uuidv7(),
  productId: uuidv7(),
  sku: 'TEA-1',
  available: 5,
  reserved: 0,
  version: 1,
  ...changes,
});
const some = ({ locationId, productId, sku }: StockLevel, quantity: number): Goods => ({
  locationId,
  productId,
  sku,
  quantity,
});
/** What is thrown, whichever way a place says that it would not have a write. */
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'nothing was refused',
    (error: unknown) => (isRefusedWrite(error) ? 'refused' : error),
  );
const aReservation = (changes: Partial<Reservation> = {}): Reservation => ({
  id: uuidv7(),
  locationId: uuidv7(),
  reference: uuidv7(),
  holder: 'sale',
  status: 'held',
  lines: [{ productId: uuidv7(), sku: 'TEA-1', quantity: 2 }],
  expiresAt: new Date('2026-12-01T12:15:00.123Z'),
  ...changes,
});

describe.each([
  { place: 'the fake', transact: inTheFake, ledgerOf: ledgerOfTheFake },
  { place: 'MariaDB', transact: inMariadb, ledgerOf: ledgerInMariadb },
])('levels kept in $place', ({ transact }) => {
  const find = ({ locationId, productId }: StockLevel) =>
    transact(({ levels }) => levels.findForUpdate(locationId, productId));
  const opened = async (...wanted: StockLevel[]) =>
    transact(async ({ levels }) => {
      for (const level of wanted) await levels.open(level);
    });
  test('are opened once', async () => {
    const tea = aLevel();

    const first = await transact(({ levels }) => levels.open(tea));
    const second = await transact(({ levels }) => levels.open({ ...tea, available: 9 }));

    expect([first, second]).toEqual([true, false]);
    expect(await find(tea)).toEqual(tea);
  });

  test('are not found where they were not opened', async () => {
    expect(await find(aLevel())).toBeUndefined();
  });

  test('move what is taken from available to reserved, in every location at once', async () => {
    const tea = aLevel();
    const cup = aLevel({ locationId: tea.locationId, sku: 'CUP-1', available: 3 });
    const there = aLevel({ productId: tea.productId });
    const elsewhere = aLevel({ productId: tea.productId });
    await opened(tea, cup, there, elsewhere);

    await transact(({ levels }) => levels.take([some(tea, 2), some(cup, 3), some(there, 1)]));
    await transact(({ levels }) => levels.take([]));

    expect(await find(tea)).toEqual({ ...tea, available: 3, reserved: 2, version: 2 });
    expect(await find(cup)).toEqual({ ...cup, available: 0, reserved: 3, version: 2 });
    expect(await find(there)).toEqual({ ...there, available: 4, reserved: 1, version: 2 });
    expect(await find(elsewhere)).toEqual(elsewhere);
  });

  test.each(['short', 'shortForUpdate'] as const)(
    'name every line that is %s, and none that could be served, even with the last unit',
    async (short) => {
      const tea = aLevel({ available: 1 });
      const cup = aLevel({ locationId: tea.locationId, sku: 'CUP-1', available: 1 });
      const jar = aLevel({ locationId: tea.locationId, sku: 'JAR-1' });
      const pot = aLevel({ locationId: tea.locationId, sku: 'POT-1', available: 2 });
      await opened(tea, cup, pot);
      const lines = [some(tea, 1), some(cup, 4), some(jar, 1), some(pot, 2)];

      const named = await transact(({ levels }) => levels[short](tea.locationId, lines));

      expect(named).toEqual([
        { productId: cup.productId, sku: 'CUP-1', requested: 4, available: 1 },
        { productId: jar.productId, sku: 'JAR-1', requested: 1, available: 0 },
      ]);
    },
  );

  test.each(['take', 'remove', 'giveBack'] as const)(
    'that hold less than is wanted refuse to %s, and the others with them',
    async (move) => {
      const tea = aLevel({ available: 1, reserved: 1 });
      const cup = aLevel({ available: 9, reserved: 9 });
      await opened(tea, cup);

      const attempt = transact(({ levels }) => levels[move]([some(cup, 1), some(tea, 2)]));

      expect(await refusal(attempt)).toBe('refused');
      expect(await find(tea)).toEqual(tea);
      expect(await find(cup)).toEqual(cup);
    },
  );

  test.each(['remove', 'giveBack', 'add'] as const)(
    'that were never opened refuse to %s, and are not there afterwards',
    async (move) => {
      const tea = aLevel({ reserved: 2 });
      const jar = aLevel({ reserved: 2 });
      await opened(tea);

      const attempt = transact(({ levels }) => levels[move]([some(tea, 1), some(jar, 1)]));

      await expect(attempt).rejects.toThrow('do not hold what was promised');
      expect(await find(tea)).toEqual(tea);
      expect(await find(jar)).toBeUndefined();
    },
  );

  test('that were never opened are not taken from, and are not there afterwards', async () => {
    const tea = aLevel();
    const jar = aLevel();
    await opened(tea);

    const attempt = transact(({ levels }) => levels.take([some(tea, 1), some(jar, 1)]));

    expect(await refusal(attempt)).toBe('refused');
    expect(await find(tea)).toEqual(tea);
    expect(await find(jar)).toBeUndefined();
  });

  test('that are short are known to be, though others were never opened', async () => {
    const tea = aLevel({ available: 1 });
    await opened(tea);

    const attempt = transact(({ levels }) => levels.take([some(aLevel(), 1), some(tea, 2)]));

    expect(isCheckViolated(await attempt.catch((error: unknown) => error))).toBe(true);
  });

  test('lose what is removed, get back what is given back, and grow by what is added', async () => {
    const tea = aLevel({ available: 1, reserved: 4 });
    await opened(tea);

    await transact(({ levels }) => levels.remove([some(tea, 3)]));
    await transact(({ levels }) => levels.giveBack([some(tea, 1)]));
    await transact(({ levels }) => levels.add([some(tea, 5)]));

    expect(await find(tea)).toEqual({ ...tea, available: 7, reserved: 0, version: 4 });
  });

  test('are set to what was counted; what is reserved stays so', async () => {
    const tea = aLevel({ reserved: 2 });
    await opened(tea);

    await transact(({ levels }) => levels.setAvailable(tea.locationId, tea.productId, 9));

    expect(await find(tea)).toEqual({ ...tea, available: 9, version: 2 });
  });
});

describe.each([
  { place: 'the fake', transact: inTheFake },
  { place: 'MariaDB', transact: inMariadb },
])('reservations kept in $place', ({ transact }) => {
  const find = (id: string) => transact(({ reservations }) => reservations.find(id));

  test('are found as they were added', async () => {
    const held = aReservation();
    const empty = aReservation({ status: 'released', lines: [] });

    const added = await transact(async ({ reservations }) => [
      await reservations.add(held),
      await reservations.add(empty),
    ]);

    expect(added).toEqual([true, true]);
    expect(await find(held.id)).toEqual(held);
    expect(await find(empty.id)).toEqual(empty);
    expect(await find(uuidv7())).toBeUndefined();
  });

  test('are added once under one id', async () => {
    const held = aReservation();
    await transact(({ reservations }) => reservations.add(held));

    const again = await transact(({ reservations }) => reservations.add(aReservation({ id: held.id })));

    expect(again).toBe(false);
    expect(await find(held.id)).toEqual(held);
  });

  test('come in order of id, without those that are not there', async () => {
    const [first, second] = [aReservation(), aReservation()];
    await transact(async ({ reservations }) => {
      await reservations.add(second);
      await reservations.add(first);
    });

    const found = await transact(({ reservations }) =>
      reservations.findManyForUpdate([second.id, uuidv7(), first.id]),
    );
    const none = await transact(({ reservations }) => reservations.findManyForUpdate([]));

    expect(found).toEqual([first, second]);
    expect(none).toEqual([]);
  });

  test('change their status, those that are named only', async () => {
    const [sold, other] = [aReservation(), aReservation()];
    await transact(async ({ reservations }) => {
      await reservations.add(sold);
      await reservations.add(other);
    });

    await transact(({ reservations }) => reservations.setStatus([sold.id], 'committed'));
    await transact(({ reservations }) => reservations.setStatus([], 'released'));

    expect(await find(sold.id)).toEqual({ ...sold, status: 'committed' });
    expect(await find(other.id)).toEqual(other);
  });

  test('are gone when the transaction that added them fails', async () => {
    const held = aReservation();

    const attempt = transact(async ({ reservations }) => {
      await reservations.add(held);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await find(held.id)).toBeUndefined();
  });
});

describe.each([
  { place: 'the fake', transact: inTheFake, ledgerOf: ledgerOfTheFake },
  { place: 'MariaDB', transact: inMariadb, ledgerOf: ledgerInMariadb },
])('the ledger kept in $place', ({ transact, ledgerOf }) => {
  const anEntry = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
    locationId: uuidv7(),
    productId: uuidv7(),
    delta: -2,
    reason: 'sale',
    ...changes,
  });

  test('keeps every entry in the order they were appended', async () => {
    const sold = anEntry({ reference: uuidv7(), actor: 'lea' });
    const { locationId, productId } = sold;
    const counted = anEntry({ locationId, productId, delta: 7, reason: 'adjustment', note: 'compté' });

    await transact(({ ledger }) => ledger.append([sold, anEntry(), counted]));
    await transact(({ ledger }) => ledger.append([]));

    const kept = await ledgerOf(locationId, productId);
    expect(kept).toHaveLength(2);
    expect(kept).toMatchObject([
      { delta: -2, reason: 'sale', reference: sold.reference, actor: 'lea' },
      { delta: 7, reason: 'adjustment', note: 'compté' },
    ]);
  });

  test('forgets what a failed transaction appended', async () => {
    const entry = anEntry();

    const attempt = transact(async ({ ledger }) => {
      await ledger.append([entry]);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await ledgerOf(entry.locationId, entry.productId)).toEqual([]);
  });
});
