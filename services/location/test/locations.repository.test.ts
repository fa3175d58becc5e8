import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { locationsRepository } from '../src/repositories/locations.repository.ts';
import { aShop, fakeChain } from '../src/use-cases/location.fake.ts';
import type { Locations } from '../src/use-cases/ports.ts';
import type { StartedLocation } from './start-location.ts';
import { startLocation } from './start-location.ts';

let started: StartedLocation;
beforeAll(async () => {
  started = await startLocation();
});
afterAll(() => started.mesh.close());

type Transact = <T>(work: (locations: Locations) => Promise<T>) => Promise<T>;
const chain = fakeChain();
const onFake: Transact = (work) => chain.inTransaction(({ locations }) => work(locations));
const onMariadb: Transact = (work) => started.database.inTransaction((trx) => work(locationsRepository(trx)));

let shops = 0;
function newShop() {
  shops += 1;
  const registers = [2, 1].map((number) => ({
    id: uuidv7(),
    number,
    name: `Caisse ${number}`,
    active: number === 1,
  }));
  return aShop({ id: uuidv7(), code: `SH${shops}`, registers: registers.toReversed() });
}

describe.each([
  { kept: 'in the fake', transact: onFake },
  { kept: 'in MariaDB', transact: onMariadb },
])('locations kept $kept', ({ transact }) => {
  test('are found by id and by code as they were added, registers too', async () => {
    const shop = newShop();

    const isNew = await transact((locations) => locations.add(shop));

    expect(isNew).toBe(true);
    expect(await transact((locations) => locations.findForUpdate(shop.id))).toEqual(shop);
    expect(await transact((locations) => locations.findByCodeForUpdate(shop.code))).toEqual(shop);
  });

  test('are not found when they are not there', async () => {
    expect(await transact((locations) => locations.findForUpdate(uuidv7()))).toBeUndefined();
    expect(await transact((locations) => locations.findByCodeForUpdate('NONE'))).toBeUndefined();
  });

  test('are not added under a code that is taken', async () => {
    const shop = newShop();
    const late = { ...newShop(), code: shop.code };
    await transact((locations) => locations.add(shop));

    const isNew = await transact((locations) => locations.add(late));

    expect(isNew).toBe(false);
    expect(await transact((locations) => locations.findForUpdate(late.id))).toBeUndefined();
  });

  test('are not added under an id that is there', async () => {
    const shop = newShop();
    await transact((locations) => locations.add(shop));

    const isNew = await transact((locations) => locations.add({ ...newShop(), id: shop.id }));

    expect(isNew).toBe(false);
    expect(await transact((locations) => locations.findForUpdate(shop.id))).toEqual(shop);
  });

  test('are saved with what changed and with more registers', async () => {
    const shop = newShop();
    await transact((locations) => locations.add(shop));
    const third = { id: uuidv7(), number: 3, name: 'Caisse 3', active: true };
    const next = {
      ...shop,
      name: 'Mile End',
      address: null,
      active: false,
      version: 2,
      registers: [...shop.registers, third],
    };

    const isSaved = await transact((locations) => locations.save(next));

    expect(isSaved).toBe(true);
    expect(await transact((locations) => locations.findForUpdate(shop.id))).toEqual(next);
  });

  test('are not saved under a code that is taken', async () => {
    const [shop, other] = [newShop(), newShop()];
    await transact((locations) => locations.add(shop));
    await transact((locations) => locations.add(other));

    const isSaved = await transact((locations) => locations.save({ ...other, code: shop.code }));

    expect(isSaved).toBe(false);
    expect(await transact((locations) => locations.findForUpdate(other.id))).toEqual(other);
  });

  test('are gone when the transaction that added them fails', async () => {
    const shop = newShop();

    const attempt = transact(async (locations) => {
      await locations.add(shop);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await transact((locations) => locations.findForUpdate(shop.id))).toBeUndefined();
  });
});
