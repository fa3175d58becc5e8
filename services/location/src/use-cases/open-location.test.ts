import { expect, test } from '@jest/globals';
import { aShop, fakeChain } from './location.fake.ts';
import { openLocation } from './open-location.ts';

const laval = {
  id: 'laval',
  code: 'LAV1',
  name: 'Laval',
  type: 'store' as const,
  address: null,
  city: 'Laval',
};

test('a new place is open, has no registers, and is told of', async () => {
  const chain = fakeChain();

  const opened = await openLocation(chain.unit, laval);

  expect(opened).toEqual({ ...laval, active: true, version: 1, registers: [] });
  expect(chain.all()).toEqual([opened]);
  expect(chain.published()).toEqual([{ type: 'created', location: opened }]);
});

test('a code that is taken is refused: nothing is kept, nothing is told', async () => {
  const chain = fakeChain(aShop({ code: 'LAV1' }));

  const attempt = chain.inTransaction((unit) => openLocation(unit, laval));

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'location.code_taken' });
  expect(chain.all()).toHaveLength(1);
  expect(chain.published()).toEqual([]);
});
