import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { productsRepository } from '../src/repositories/products.repository.ts';
import type { Products } from '../src/use-cases/ports.ts';
import { aTea, fakeCatalogue } from '../src/use-cases/product.fake.ts';
import type { StartedProduct } from './product-service.ts';
import { barcodeOf, startProduct } from './product-service.ts';

let started: StartedProduct;
beforeAll(async () => {
  started = await startProduct();
});
afterAll(() => started.mesh.close());

type Transact = <T>(work: (products: Products) => Promise<T>) => Promise<T>;
const catalogue = fakeCatalogue();
const onFake: Transact = (work) => catalogue.inTransaction(({ products }) => work(products));
const onMariadb: Transact = (work) => started.database.inTransaction((trx) => work(productsRepository(trx)));

let teas = 0;
function newTea() {
  teas += 1;
  return aTea({ id: uuidv7(), sku: `REPO-${teas}`, barcode: barcodeOf(900_000 + teas) });
}

describe.each([
  { kept: 'in the fake', transact: onFake },
  { kept: 'in MariaDB', transact: onMariadb },
])('products kept $kept', ({ transact }) => {
  const find = (id: string) => transact((products) => products.findForUpdate(id));

  test('are found by id and by SKU as they were added', async () => {
    const [b, a] = [
      newTea(),
      { ...newTea(), barcode: null, active: false, nameFr: 'L’œuf "d\'été" \\ 日本' },
    ];

    await transact((products) => products.add([b, a]));

    expect(await find(a.id)).toEqual(a);
    const bySku = await transact((products) =>
      products.findBySkuForUpdate([a.sku.toLowerCase(), 'NONE', b.sku]),
    );
    expect(bySku).toEqual([b, a]);
  });

  test('are not found when they are not there', async () => {
    expect(await find(uuidv7())).toBeUndefined();
    expect(await transact((products) => products.findBySkuForUpdate(['NONE']))).toEqual([]);
  });

  test('are saved with all that changed, each its own', async () => {
    const [one, other] = [newTea(), newTea()];
    await transact((products) => products.add([one, other]));
    const [changedOne, changedOther] = [
      {
        ...one,
        sku: `${one.sku}-X`,
        barcode: null,
        nameFr: 'Été "œ" \\',
        nameEn: '茶',
        active: false,
        version: 2,
      },
      { ...other, category: 'Thés', taxClass: 'taxable' as const, priceCents: 0, version: 9 },
    ];

    await transact((products) => products.save([changedOther, changedOne]));

    expect(await find(one.id)).toEqual(changedOne);
    expect(await find(other.id)).toEqual(changedOther);
  });

  test.each([
    ['SKU', 'sku', 'product.sku_taken'],
    ['barcode', 'barcode', 'product.barcode_taken'],
  ] as const)('are neither added nor saved with a %s that is taken', async (_, field, code) => {
    const [known, other] = [newTea(), newTea()];
    await transact((products) => products.add([known, other]));

    const add = transact((products) => products.add([{ ...newTea(), [field]: known[field] }]));
    const save = transact((products) => products.save([{ ...other, [field]: known[field] }]));

    await expect(add).rejects.toMatchObject({ kind: 'conflict', code });
    await expect(save).rejects.toMatchObject({ kind: 'conflict', code });
    expect(await find(other.id)).toEqual(other);
  });

  test('are gone when the transaction that added them fails', async () => {
    const tea = newTea();

    const attempt = transact(async (products) => {
      await products.add([tea]);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await find(tea.id)).toBeUndefined();
  });

  test('of which there are none, are added and saved without a word', async () => {
    await expect(transact((products) => products.add([]))).resolves.toBeUndefined();
    await expect(transact((products) => products.save([]))).resolves.toBeUndefined();
  });
});
