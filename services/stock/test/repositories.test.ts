import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { LedgerEntry, Reservation } from '../src/domain/reservation.ts';
import type { Line, StockLevel } from '../src/domain/stock-level.ts';
import { inLockOrder } from '../src/domain/stock-level.ts';
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
const lineOf = ({ productId, sku }: Pick<StockLevel, 'productId' | 'sku'>, quantity: number): Line => ({
  productId,
  sku,
  quantity,
});
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
  /** What `work` answers, in a transaction that is rolled back, as a caller does when lines are short. */
  const andRollBack = async <T>(work: (levels: StockLevels) => Promise<T>): Promise<T> => {
    let answer: { is: T } | undefined;
    const attempt = transact(async ({ levels }) => {
      answer = { is: await work(levels) };
      throw new Error('rolled back');
    });
    await expect(attempt).rejects.toThrow('rolled back');
    if (answer === undefined) throw new Error('no answer');
    return answer.is;
  };

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

  test('move what is taken from available to reserved', async () => {
    const tea = aLevel();
    const cup = aLevel({ locationId: tea.locationId, sku: 'CUP-1', available: 3 });
    await opened(tea, cup);

    const short = await transact(({ levels }) =>
      levels.take(tea.locationId, inLockOrder([lineOf(tea, 2), lineOf(cup, 3)])),
    );

    expect(short).toEqual([]);
    expect(await find(tea)).toEqual({ ...tea, available: 3, reserved: 2, version: 2 });
    expect(await find(cup)).toEqual({ ...cup, available: 0, reserved: 3, version: 2 });
  });

  test('name every short line, and no line that could be served, even with the last unit', async () => {
    const tea = aLevel({ available: 1 });
    const cup = aLevel({ locationId: tea.locationId, sku: 'CUP-1', available: 1 });
    const jar = aLevel({ locationId: tea.locationId, sku: 'JAR-1' });
    const pot = aLevel({ locationId: tea.locationId, sku: 'POT-1', available: 2 });
    await opened(tea, cup, pot);
    const lines = inLockOrder([lineOf(tea, 1), lineOf(cup, 4), lineOf(jar, 1), lineOf(pot, 2)]);

    const short = await andRollBack((levels) => levels.take(tea.locationId, lines));

    expect(short).toEqual([
      { productId: cup.productId, sku: 'CUP-1', requested: 4, available: 1 },
      { productId: jar.productId, sku: 'JAR-1', requested: 1, available: 0 },
    ]);
    expect(await find(tea)).toEqual(tea);
    expect(await find(pot)).toEqual(pot);
  });

  test('that were never opened are short, and only they', async () => {
    const tea = aLevel({ available: 1 });
    const jar = aLevel({ locationId: tea.locationId, sku: 'JAR-1' });
    await opened(tea);

    const short = await andRollBack((levels) =>
      levels.take(tea.locationId, inLockOrder([lineOf(tea, 1), lineOf(jar, 1)])),
    );

    expect(short).toEqual([{ productId: jar.productId, sku: 'JAR-1', requested: 1, available: 0 }]);
  });

  test('of another location are not touched', async () => {
    const here = aLevel();
    const there = aLevel({ productId: here.productId });
    await opened(here, there);

    await transact(({ levels }) => levels.take(here.locationId, [lineOf(here, 5)]));

    expect(await find(there)).toEqual(there);
  });

  test('lose what is removed, and get back what is given back', async () => {
    const tea = aLevel({ available: 1, reserved: 4 });
    await opened(tea);

    await transact(({ levels }) => levels.remove(tea.locationId, [lineOf(tea, 3)]));
    await transact(({ levels }) => levels.giveBack(tea.locationId, [lineOf(tea, 1)]));

    expect(await find(tea)).toEqual({ ...tea, available: 2, reserved: 0, version: 3 });
  });

  test.each(['remove', 'giveBack'] as const)(
    'that hold less than was promised refuse to %s',
    async (move) => {
      const tea = aLevel({ reserved: 1 });
      const cup = aLevel({ locationId: tea.locationId, reserved: 9 });
      await opened(tea, cup);
      const lines = inLockOrder([lineOf(tea, 2), lineOf(cup, 1)]);

      const attempt = transact(({ levels }) => levels[move](tea.locationId, lines));

      await expect(attempt).rejects.toThrow('do not hold what was promised');
      expect(await find(tea)).toEqual(tea);
      expect(await find(cup)).toEqual(cup);
    },
  );

  test('grow by what is added, where they are', async () => {
    const tea = aLevel();
    await opened(tea);

    await transact(({ levels }) => levels.add(tea.locationId, [lineOf(tea, 2)]));
    const attempt = transact(({ levels }) => levels.add(tea.locationId, [lineOf(aLevel(), 2)]));

    await expect(attempt).rejects.toThrow('do not hold what was promised');
    expect(await find(tea)).toEqual({ ...tea, available: 7, version: 2 });
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
