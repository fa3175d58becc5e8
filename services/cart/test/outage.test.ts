import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProxy, testRedis, waitUntil } from '@comptoir/test-kit';
import type { Proxy, TestRedis } from '@comptoir/test-kit';
import { Redis } from 'ioredis';
import type { StartedCart } from './cart-service.ts';
import { startCart } from './cart-service.ts';

let redis: TestRedis;
let proxy: Proxy;
let direct: Redis;
let started: StartedCart;

beforeAll(async () => {
  redis = await testRedis();
  direct = new Redis(redis.dataUrl);
  const url = new URL(redis.dataUrl);
  proxy = await startProxy(Number(url.port));
  url.port = String(proxy.port);
  started = await startCart({ REDIS_DATA_URL: url.href });
});
afterAll(async () => {
  await started.mesh.close();
  await proxy.close();
  direct.disconnect();
  await redis.drop();
});

test('while redis-data is away every answer is a quick 503, the replica is not ready, and nothing is lost', async () => {
  const { id: productId } = started.catalogue.sell();
  const filled = await started.filled(started.clerk, productId);
  const add = () => started.add(filled.id, { productId, quantity: 1 }, { as: started.clerk });

  proxy.cut();
  await waitUntil(async () => (await started.read(filled.id, started.clerk)).status === 503);
  const answers = [await started.read(filled.id, started.clerk), await add()];
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 20 }, add));
  const took = performance.now() - startedAt;
  const ready = await started.cart.call('GET', '/health/ready');
  const live = await started.cart.call('GET', '/health/live');
  proxy.mend();

  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 503, body: { code: 'cart.unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  }
  expect(took).toBeLessThan(3_000);
  expect(ready.status).toBe(503);
  expect(live.status).toBe(200);
  const back = await waitUntil(async () => {
    const answer = await started.read(filled.id, started.clerk);
    return answer.status === 200 && answer;
  });
  expect(back.body).toEqual(filled);
  await waitUntil(async () => (await started.cart.call('GET', '/health/ready')).status === 200);
});

test('an add whose answer was lost is not done again by itself', async () => {
  const { id: productId } = started.catalogue.sell();
  const { id } = await started.filled(undefined, productId);
  proxy.mute();

  const lost = started.add(id, { productId, quantity: 1 });
  await waitUntil(async () => (await direct.get(`carts:${id}`))?.includes('|3|') === true);
  proxy.cut();
  proxy.mend();

  expect(await lost).toMatchObject({ status: 503, body: { code: 'cart.unavailable' } });
  const cart = await waitUntil(async () => {
    const answer = await started.read(id);
    return answer.status === 200 && answer.body;
  });
  expect(cart).toMatchObject({ lines: [{ quantity: 2 }], version: 3 });
});

test('a Redis that forgot the scripts is told them again', async () => {
  const { id: productId } = started.catalogue.sell();
  const { id } = await started.filled(undefined, productId);
  await direct.script('FLUSH');

  const answer = await started.add(id, { productId, quantity: 1 });

  expect(answer).toMatchObject({ status: 200, body: { lines: [{ quantity: 2 }] } });
});
