import { expect, test } from '@jest/globals';
import type { ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import { aContext } from '@comptoir/service-kit/testing';
import { locationClient } from './location-client.ts';

const SHOP = '018f0000-0000-7000-8000-000000000001';
const context = aContext();

/** A location service that knows one shop, and counts how often it is asked. */
function chainWith(shop: { active: boolean } | AppError) {
  const asked: string[] = [];
  const http: ServiceClient = {
    call: ({ path, answer }) => {
      asked.push(path);
      if (shop instanceof AppError) return Promise.reject(shop);
      const view = { id: SHOP, code: 'MTL1', name: 'Montréal', type: 'store', address: null, city: null };
      return Promise.resolve(answer.parse({ ...view, version: 1, registers: [], ...shop }));
    },
    close: () => Promise.resolve(),
  };
  return { asked, locations: locationClient(http) };
}

test('a location is asked for once and remembered', async () => {
  const { asked, locations } = chainWith({ active: true });

  const [first, again] = [await locations.find(SHOP, context), await locations.find(SHOP, context)];

  expect(first).toMatchObject({ code: 'MTL1' });
  expect(again).toEqual(first);
  expect(asked).toEqual([`/internal/locations/${SHOP}`]);
});

test('what was forgotten is asked for again', async () => {
  const { asked, locations } = chainWith({ active: true });
  await locations.find(SHOP, context);

  locations.forget(SHOP);
  await locations.find(SHOP, context);

  expect(asked).toHaveLength(2);
});

test.each([
  ['closed', { active: false }],
  ['unknown', new AppError('notFound', 'location.not_found', 'There is no such location.')],
])('one that is %s is the caller’s mistake, and asked for again', async (_, shop) => {
  const { asked, locations } = chainWith(shop);
  const attempt = () => locations.find(SHOP, context);

  await expect(attempt()).rejects.toMatchObject({
    kind: 'invalid',
    code: 'location.unknown',
    details: [{ pointer: '/locationId' }],
  });
  await expect(attempt()).rejects.toMatchObject({ code: 'location.unknown' });
  expect(asked).toHaveLength(2);
});

test('silence is not an answer', async () => {
  const { locations } = chainWith(new AppError('timeout', 'location.timeout', 'location did not answer.'));

  await expect(locations.find(SHOP, context)).rejects.toMatchObject({ code: 'location.timeout' });
});
