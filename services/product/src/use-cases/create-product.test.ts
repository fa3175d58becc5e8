import { expect, test } from '@jest/globals';
import { createProduct } from './create-product.ts';
import { aTea, detailsOf, fakeCatalogue } from './product.fake.ts';

test('a new product is on sale in its first version, and told of', async () => {
  const tea = aTea();
  const catalogue = fakeCatalogue();

  const change = await createProduct(catalogue.unit, tea.id, detailsOf(tea));

  expect(change).toEqual({ after: tea });
  expect(catalogue.all()).toEqual([tea]);
  expect(catalogue.published()).toEqual([{ type: 'created', product: tea }]);
});

test.each([
  ['SKU', { barcode: null }, 'product.sku_taken'],
  ['barcode', { sku: 'TEA-2' }, 'product.barcode_taken'],
])('with the %s of another product, nothing is kept and nothing is told', async (_, changes, code) => {
  const known = aTea({ id: 'known' });
  const catalogue = fakeCatalogue(known);

  const attempt = catalogue.inTransaction((unit) => createProduct(unit, 'new', detailsOf(aTea(changes))));

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code });
  expect(catalogue.all()).toEqual([known]);
  expect(catalogue.published()).toEqual([]);
});
