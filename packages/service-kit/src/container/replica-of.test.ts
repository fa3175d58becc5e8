import { expect, test } from '@jest/globals';
import { replicaOf } from './replica-of.ts';

const dns = (records: Record<string, string[]>) => async (name: string) => {
  const names = records[name];
  if (names === undefined) throw new Error('ENOTFOUND');
  return Promise.resolve(names);
};

test.each([
  ['comptoir-stock-2.comptoir_mesh', 2],
  ['my-shop-7-stock-11.my-shop-7_mesh', 11],
  ['comptoir_stock_3.comptoir_mesh', 3],
  ['comptoir-stock-4', 4],
])('%s is replica %d', async (name, replica) => {
  expect(await replicaOf('172.18.0.9', dns({ '9.0.18.172.in-addr.arpa': [name] }))).toBe(replica);
});

test.each(['stock.net-2', '3f2a9c17.comptoir_mesh', 'comptoir-stock-run-1a2b.comptoir_mesh'])(
  '%s is no replica',
  async (name) => {
    expect(await replicaOf('172.18.0.9', dns({ '9.0.18.172.in-addr.arpa': [name] }))).toBeUndefined();
  },
);

test('an address without a name is no replica', async () => {
  expect(await replicaOf('172.18.0.9', dns({}))).toBeUndefined();
});
