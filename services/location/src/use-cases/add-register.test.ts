import { expect, test } from '@jest/globals';
import { addRegister } from './add-register.ts';
import { aShop, fakeChain } from './location.fake.ts';

test('a register makes a new version of its location, which is told whole', async () => {
  const shop = aShop();
  const chain = fakeChain(shop);

  const register = await addRegister(chain.unit, { locationId: shop.id, id: 'till', name: 'Caisse 1' });

  expect(register).toEqual({ id: 'till', number: 1, name: 'Caisse 1', active: true });
  const next = { ...shop, version: 2, registers: [register] };
  expect(chain.all()).toEqual([next]);
  expect(chain.published()).toEqual([{ type: 'changed', location: next }]);
});

test('a number that is taken is refused: nothing is kept, nothing is told', async () => {
  const shop = aShop({ registers: [{ id: 'till', number: 1, name: 'Caisse 1', active: true }] });
  const chain = fakeChain(shop);

  const attempt = chain.inTransaction((unit) =>
    addRegister(unit, { locationId: shop.id, id: 'new', number: 1, name: 'Caisse' }),
  );

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'register.number_taken' });
  expect(chain.all()).toEqual([shop]);
  expect(chain.published()).toEqual([]);
});

test('a place that is not there has no registers', async () => {
  const attempt = addRegister(fakeChain().unit, { locationId: 'nowhere', id: 'till', name: 'Caisse' });

  await expect(attempt).rejects.toMatchObject({ code: 'location.not_found' });
});
