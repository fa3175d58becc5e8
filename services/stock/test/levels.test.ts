import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { productChanged, productCreated, productRetired } from '@comptoir/contracts/events/product';
import { startTestPublisher } from '@comptoir/event-bus/testing';
import type { TestPublisher } from '@comptoir/event-bus/testing';
import { migrateService } from '@comptoir/service-kit/migrate';
import type { TestActor } from '@comptoir/test-kit';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StockUnderTest } from './stock-service.ts';
import { aProduct, startStock } from './stock-service.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const FILLING = '20261205090100_fill_search_text_of_known_products.js';

let shop: StockUnderTest;
let catalogue: TestPublisher;

beforeAll(async () => {
  shop = await startStock();
  catalogue = await startTestPublisher('product', shop.stock.redis.dataUrl);
});
afterAll(async () => {
  await catalogue.close();
  await shop.mesh.close();
});

const list = (query: string, as: TestActor = shop.clerk) =>
  shop.stock.call('GET', `/api/stock?${query}`, { as });
const skusOf = async (query: string): Promise<string[]> =>
  (await list(query)).body.items.map(({ sku }: { sku: string }) => sku);

/** Stocks a product and lets the catalogue tell of it; resolves when stock knows its name. */
async function named(sku: string, nameFr: string, more: { barcode?: string; nameEn?: string } = {}) {
  const id = await shop.stocked(sku, 1);
  await catalogue.publish(productCreated, {
    subject: id,
    aggregateVersion: 1,
    data: aProduct({ id, sku, nameFr, ...more }),
  });
  await waitUntil(async () => (await list(`productId=${id}`)).body.items[0].nameFr === nameFr);
  return id;
}

test('a level is listed with all its numbers, and without a name while the catalogue has not told one', async () => {
  const tea = await shop.stocked('TEA-1', 5);

  const answer = await list(`locationId=${shop.shop}&productId=${tea}`);

  const level = { locationId: shop.shop, productId: tea, sku: 'TEA-1', available: 5, reserved: 0, onHand: 5 };
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    items: [{ ...level, version: 1, nameFr: null, nameEn: null }],
    page: 1,
    size: 20,
    total: 1,
  });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a product is listed at each location that has it', async () => {
  const tea = await shop.stocked('TEA-2', 5);
  await shop.open(shop.otherShop, tea, 'TEA-2', 7);

  const everywhere = await list(`productId=${tea}&sort=-available`);
  const here = await list(`productId=${tea}&locationId=${shop.shop}`);

  expect(everywhere.body.items.map(({ available }: { available: number }) => available)).toEqual([7, 5]);
  expect(here.body).toMatchObject({ items: [{ available: 5 }], total: 1 });
});

test('pages show every level once, whatever the order', async () => {
  const location = uuidv7();
  const skus = ['P-1', 'P-2', 'P-3', 'P-4', 'P-5'];
  for (const sku of skus) await shop.open(location, uuidv7(), sku, 4);

  const pages = await Promise.all(
    [1, 2, 3].map((page) => skusOf(`locationId=${location}&size=2&page=${page}&sort=available`)),
  );

  expect(pages).toEqual([['P-1', 'P-2'], ['P-3', 'P-4'], ['P-5']]);
});

test('levels can be put in order, downwards too', async () => {
  const location = uuidv7();
  await shop.open(location, uuidv7(), 'Q-1', 3);
  await shop.open(location, uuidv7(), 'Q-2', 9);
  await shop.open(location, uuidv7(), 'Q-3', 3);

  expect(await skusOf(`locationId=${location}&sort=-available,-sku`)).toEqual(['Q-2', 'Q-3', 'Q-1']);
});

test('a search ignores case and accents, and finds parts of names, SKUs and barcodes', async () => {
  const cream = await named('CREM-77', 'Crème fraîche', { nameEn: 'Sour cream', barcode: '4006381333931' });

  const found = await Promise.all(
    ['creme%20FRAI', 'sour', 'rem-7', '400638'].map((text) => skusOf(`search=${text}&productId=${cream}`)),
  );
  const missed = await Promise.all(
    ['beurre', 'creme%20beurre', '%25', '_'].map((text) => skusOf(`search=${text}&productId=${cream}`)),
  );

  expect(found).toEqual([['CREM-77'], ['CREM-77'], ['CREM-77'], ['CREM-77']]);
  expect(missed).toEqual([[], [], [], []]);
});

const BEEF = ['boeuf', 'B%C5%92UF', 'd%E2%80%99%C3%A9t%C3%A9', "d'ete%20boeuf"];

test('a search takes ligatures apart, and curly apostrophes for straight ones, as the catalogue does', async () => {
  const beef = await named('MEAT-1', 'Bœuf haché d’été');

  const found = await Promise.all(BEEF.map((text) => skusOf(`search=${text}&productId=${beef}`)));

  expect(found).toEqual(BEEF.map(() => ['MEAT-1']));
});

test('goods that the catalogue has not told of yet are found by their SKU', async () => {
  const tea = await shop.stocked('NEW-TEA', 1);

  expect(await skusOf(`search=new-t&productId=${tea}`)).toEqual(['NEW-TEA']);
  expect(await skusOf(`search=boeuf&productId=${tea}`)).toEqual([]);
});

test('names learnt before they were folded are found too, once the migration has filled them', async () => {
  const beef = await named('MEAT-2', 'Bœuf haché d’été');
  const { knex } = shop.stock.database();
  await knex('known_products').update({ search_text: '' });
  const before = await skusOf(`search=boeuf&productId=${beef}`);

  await knex('knex_migrations').where({ name: FILLING }).delete();
  await migrateService({ databaseUrl: shop.stock.databaseUrl, directory: MIGRATIONS });
  const after = await Promise.all(BEEF.map((text) => skusOf(`search=${text}&productId=${beef}`)));

  expect(before).toEqual([]);
  expect(after).toEqual(BEEF.map(() => ['MEAT-2']));
  expect((await list(`productId=${beef}`)).body.items).toMatchObject([{ nameFr: 'Bœuf haché d’été' }]);
});

test('of two versions of a product the newest counts, whichever comes last', async () => {
  const tea = await named('TEA-3', 'Thé');
  const tell = (definition: typeof productChanged, version: number, nameFr: string) =>
    catalogue.publish(definition, {
      subject: tea,
      aggregateVersion: version,
      data: aProduct({ id: tea, sku: 'TEA-3', nameFr, version }),
    });

  await tell(productRetired, 3, 'Thé noir');
  await tell(productChanged, 2, 'Thé vert');
  await waitUntil(
    async () =>
      (await shop.metric(
        'events_consumed_total',
        '{consumer="stock",type="product.changed.v1",outcome="applied"}',
      )) === 1,
  );

  const { body } = await list(`productId=${tea}`);
  expect(body.items[0]).toMatchObject({ nameFr: 'Thé noir' });
});

test.each(['customer', 'supplier'] as const)('a %s sees what is available and nothing else', async (who) => {
  const tea = await shop.stocked('TEA-4', 5);

  const { body } = await list(`productId=${tea}`, shop[who]);

  expect(body.items).toEqual([{ locationId: shop.shop, productId: tea, available: 5 }]);
});

test('a list that is asked for wrongly is refused with every problem', async () => {
  const answer = await list('locationId=here&page=0&size=101&sort=price');

  expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/query/locationId',
    '/query/page',
    '/query/size',
    '/query/sort/0/field',
  ]);
});

test('one level is found by those who work in the chain', async () => {
  const tea = await shop.stocked('TEA-5', 5);
  const path = `/api/stock/${shop.shop}/${tea}`;

  const answer = await shop.stock.call('GET', path, { as: shop.foreignManager });
  const customer = await shop.stock.call('GET', path, { as: shop.customer });
  const nobody = await shop.stock.call('GET', path);

  expect(answer).toMatchObject({ status: 200, body: { sku: 'TEA-5', onHand: 5, version: 1 } });
  expect(customer).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
  expect(nobody).toMatchObject({ status: 401, body: { code: 'token.missing' } });
});

test('a level that is not there is 404, and an id that is none is 400', async () => {
  const missing = await shop.stock.call('GET', `/api/stock/${shop.shop}/${uuidv7()}`, { as: shop.clerk });
  const junk = await shop.stock.call('GET', `/api/stock/${shop.shop}/tea`, { as: shop.clerk });

  expect(missing).toMatchObject({ status: 404, body: { code: 'stock.not_found' } });
  expect(junk).toMatchObject({ status: 400, body: { errors: [{ pointer: '/params/productId' }] } });
});

test('an id in capitals is the same id', async () => {
  const tea = await shop.stocked('TEA-6', 5);

  const answer = await shop.stock.call('GET', `/api/stock/${shop.shop.toUpperCase()}/${tea.toUpperCase()}`, {
    as: shop.clerk,
  });

  expect(answer).toMatchObject({ status: 200, body: { productId: tea } });
});
