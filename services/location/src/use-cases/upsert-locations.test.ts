import { expect, test } from '@jest/globals';
import { aShop, countedIds, fakeChain } from './location.fake.ts';
import { upsertLocations } from './upsert-locations.ts';

const wanted = (code: string, ...registers: number[]) => ({
  code,
  name: 'Plateau',
  type: 'store' as const,
  registers: registers.map((number) => ({ number, name: `Caisse ${number}` })),
});

test('places that are new are opened with their registers, and answered in the order asked', async () => {
  const chain = fakeChain();

  const upserted = await upsertLocations(chain.unit, [wanted('QC1', 2, 1), wanted('MTL1')], countedIds());

  expect(upserted.map(({ code }) => code)).toEqual(['QC1', 'MTL1']);
  expect(upserted[0]?.registers.map(({ number }) => number)).toEqual([1, 2]);
  expect(chain.all()).toHaveLength(2);
  expect(chain.published().map(({ type }) => type)).toEqual(['created', 'created']);
});

test('asked a second time, nothing changes and nobody is told', async () => {
  const chain = fakeChain();
  const first = await upsertLocations(chain.unit, [wanted('MTL1', 1, 2)], countedIds());

  const second = await upsertLocations(chain.unit, [wanted('MTL1', 1, 2)], countedIds());

  expect(second).toEqual(first);
  expect(chain.all()).toEqual(first);
  expect(chain.published()).toHaveLength(1);
});

test('a place that is known gets what is new, and keeps what was not sent', async () => {
  const till = { id: 'till', number: 1, name: 'Entrée', active: false };
  const shop = aShop({ version: 3, registers: [till] });
  const chain = fakeChain(shop);

  const [next] = await upsertLocations(
    chain.unit,
    [{ ...wanted('MTL1', 2), name: 'Mile End' }],
    countedIds(),
  );

  expect(next).toEqual({
    ...shop,
    name: 'Mile End',
    version: 4,
    registers: [till, { id: expect.any(String), number: 2, name: 'Caisse 2', active: true }],
  });
  expect(chain.published()).toEqual([{ type: 'changed', location: next }]);
});

test('a register that is known is renamed, and stays itself', async () => {
  const shop = aShop({ registers: [{ id: 'till', number: 1, name: 'Entrée', active: false }] });
  const chain = fakeChain(shop);

  const [next] = await upsertLocations(chain.unit, [wanted('MTL1', 1)], countedIds());

  expect(next?.registers).toEqual([{ id: 'till', number: 1, name: 'Caisse 1', active: false }]);
  expect(next?.version).toBe(2);
});
