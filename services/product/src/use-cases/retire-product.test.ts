import { expect, test } from '@jest/globals';
import { aTea, fakeCatalogue } from './product.fake.ts';
import { retireProduct } from './retire-product.ts';

test('a retired product stays, off sale, in its next version, and is told of', async () => {
  const tea = aTea({ version: 2 });
  const catalogue = fakeCatalogue(tea);

  const change = await retireProduct(catalogue.unit, tea.id);

  const after = { ...tea, active: false, version: 3 };
  expect(change).toEqual({ before: tea, after });
  expect(catalogue.all()).toEqual([after]);
  expect(catalogue.published()).toEqual([{ type: 'retired', product: after }]);
});

test('a second time changes nothing and tells nobody', async () => {
  const tea = aTea({ active: false, version: 3 });
  const catalogue = fakeCatalogue(tea);

  await retireProduct(catalogue.unit, tea.id);

  expect(catalogue.all()).toEqual([tea]);
  expect(catalogue.published()).toEqual([]);
});

test('a product never heard of cannot be retired', async () => {
  await expect(retireProduct(fakeCatalogue().unit, 'nothing')).rejects.toMatchObject({
    code: 'product.not_found',
  });
});
