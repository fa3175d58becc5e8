import { expect, test } from '@jest/globals';
import { editLocation } from './edit-location.ts';
import { aShop, fakeChain } from './location.fake.ts';

test('an edit of what the editor saw is kept as the next version and told of', async () => {
  const shop = aShop({ version: 4 });
  const chain = fakeChain(shop);

  const edited = await editLocation(chain.unit, { id: shop.id, version: 4, name: 'Mile End', active: false });

  expect(edited).toEqual({ ...shop, name: 'Mile End', active: false, version: 5 });
  expect(chain.all()).toEqual([edited]);
  expect(chain.published()).toEqual([{ type: 'changed', location: edited }]);
});

test('an edit of an older version is refused: nothing is kept, nothing is told', async () => {
  const shop = aShop({ version: 4 });
  const chain = fakeChain(shop);

  const attempt = chain.inTransaction((unit) =>
    editLocation(unit, { id: shop.id, version: 3, name: 'Mile End' }),
  );

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'version.conflict' });
  expect(chain.all()).toEqual([shop]);
  expect(chain.published()).toEqual([]);
});

test('an edit that comes twice is one edit', async () => {
  const shop = aShop({ version: 4 });
  const chain = fakeChain(shop);
  const edit = { id: shop.id, version: 4, name: 'Mile End' };

  const first = await editLocation(chain.unit, edit);
  const again = await editLocation(chain.unit, edit);

  expect(again).toEqual(first);
  expect(chain.published()).toHaveLength(1);
});

test('an edit that changes nothing tells nobody', async () => {
  const shop = aShop();
  const chain = fakeChain(shop);

  const same = await editLocation(chain.unit, { id: shop.id, version: 1, name: shop.name });

  expect(same).toEqual(shop);
  expect(chain.published()).toEqual([]);
});

test('a code of another place is refused', async () => {
  const shop = aShop();
  const chain = fakeChain(shop, aShop({ id: 'other', code: 'LAV1' }));

  const attempt = chain.inTransaction((unit) =>
    editLocation(unit, { id: shop.id, version: 1, code: 'LAV1' }),
  );

  await expect(attempt).rejects.toMatchObject({ code: 'location.code_taken' });
  expect(chain.all()[0]).toEqual(shop);
  expect(chain.published()).toEqual([]);
});

test('a place that is not there cannot be edited', async () => {
  const chain = fakeChain();

  await expect(editLocation(chain.unit, { id: 'nowhere', version: 1 })).rejects.toMatchObject({
    code: 'location.not_found',
  });
});
