import { expect, test } from '@jest/globals';
import { importProducts } from './import-products.ts';
import { aTea, countedIds, detailsOf, fakeCatalogue } from './product.fake.ts';

const listed = (...changes: Parameters<typeof aTea>) => detailsOf(aTea(...changes));

test('new products are created, changed ones updated, the same left alone, in the order of the list', async () => {
  const [same, changed] = [
    aTea({ id: 'same', sku: 'A', barcode: null }),
    aTea({ id: 'changed', sku: 'B', barcode: null }),
  ];
  const catalogue = fakeCatalogue(same, changed);

  const imported = await importProducts(
    catalogue.unit,
    [
      listed({ sku: 'C' }),
      listed({ sku: 'B', barcode: null, priceCents: 1 }),
      listed({ sku: 'A', barcode: null }),
    ],
    countedIds(),
  );

  expect(imported.map(({ outcome, after }) => [outcome, after.id, after.version])).toEqual([
    ['created', 'id-1', 1],
    ['updated', 'changed', 2],
    ['unchanged', 'same', 1],
  ]);
  expect(catalogue.published().map(({ type, product }) => [type, product.sku])).toEqual([
    ['created', 'C'],
    ['changed', 'B'],
  ]);
});

test('a product listed without a barcode keeps its own', async () => {
  const tea = aTea();
  const catalogue = fakeCatalogue(tea);

  const [imported] = await importProducts(
    catalogue.unit,
    [{ ...listed(), barcode: undefined }],
    countedIds(),
  );

  expect(imported).toEqual({ outcome: 'unchanged', before: tea, after: tea });
});

test('a retired product that is listed is on sale again', async () => {
  const catalogue = fakeCatalogue(aTea({ active: false, version: 2 }));

  const [imported] = await importProducts(catalogue.unit, [listed()], countedIds());

  expect(imported).toMatchObject({ outcome: 'updated', after: { active: true, version: 3 } });
  expect(catalogue.published()).toMatchObject([{ type: 'changed', product: { active: true } }]);
});

test('with one barcode taken, nothing is kept and nothing is told', async () => {
  const tea = aTea();
  const catalogue = fakeCatalogue(tea);

  const attempt = catalogue.inTransaction((unit) =>
    importProducts(unit, [listed({ sku: 'B', barcode: null }), listed({ sku: 'C' })], countedIds()),
  );

  await expect(attempt).rejects.toMatchObject({ code: 'product.barcode_taken' });
  expect(catalogue.all()).toEqual([tea]);
  expect(catalogue.published()).toEqual([]);
});
