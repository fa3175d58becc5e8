import { expect, test } from '@jest/globals';
import { aTea, detailsOf, fakeCatalogue } from './product.fake.ts';
import { replaceProduct } from './replace-product.ts';

const dearer = detailsOf(aTea({ priceCents: 599 }));

test('an edit of what the editor saw is kept as the next version and told of', async () => {
  const tea = aTea({ version: 4 });
  const catalogue = fakeCatalogue(tea);

  const change = await replaceProduct(catalogue.unit, { id: tea.id, version: 4, details: dearer });

  const after = { ...tea, priceCents: 599, version: 5 };
  expect(change).toEqual({ before: tea, after });
  expect(catalogue.all()).toEqual([after]);
  expect(catalogue.published()).toEqual([{ type: 'changed', product: after }]);
});

test('an edit of an older version is refused: nothing is kept, nothing is told', async () => {
  const tea = aTea({ version: 4 });
  const catalogue = fakeCatalogue(tea);

  const attempt = catalogue.inTransaction((unit) =>
    replaceProduct(unit, { id: tea.id, version: 3, details: dearer }),
  );

  await expect(attempt).rejects.toMatchObject({
    kind: 'conflict',
    code: 'version.conflict',
    details: [{ version: 4 }],
  });
  expect(catalogue.all()).toEqual([tea]);
  expect(catalogue.published()).toEqual([]);
});

test('an edit that arrives twice is done once', async () => {
  const tea = aTea();
  const catalogue = fakeCatalogue(tea);
  const edit = { id: tea.id, version: 1, details: dearer };
  const first = await replaceProduct(catalogue.unit, edit);

  const second = await replaceProduct(catalogue.unit, edit);

  expect(second.after).toEqual(first.after);
  expect(second.after.version).toBe(2);
  expect(catalogue.published()).toHaveLength(1);
});

test('an edit that finds what it wants, but two versions on, is a conflict all the same', async () => {
  const tea = aTea({ ...dearer, version: 3 });
  const catalogue = fakeCatalogue(tea);

  const attempt = replaceProduct(catalogue.unit, { id: tea.id, version: 1, details: dearer });

  await expect(attempt).rejects.toMatchObject({ code: 'version.conflict' });
});

test.each([
  ['unknown', []],
  ['retired', [aTea({ active: false })]],
])('an %s product cannot be edited', async (_, known) => {
  const catalogue = fakeCatalogue(...known);

  const attempt = replaceProduct(catalogue.unit, { id: aTea().id, version: 1, details: dearer });

  await expect(attempt).rejects.toMatchObject({ kind: 'notFound', code: 'product.not_found' });
  expect(catalogue.published()).toEqual([]);
});
