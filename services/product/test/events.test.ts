import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventEnvelope } from '@comptoir/contracts/event';
import { productChanged } from '@comptoir/contracts/events/product';
import { waitUntil } from '@comptoir/test-kit';
import { Redis } from 'ioredis';
import type { StartedProduct } from './product-service.ts';
import { aDraft, headOffice, startProduct } from './product-service.ts';

let started: StartedProduct;
let redis: Redis;

beforeAll(async () => {
  started = await startProduct();
  redis = new Redis(started.product.redis.dataUrl);
});
afterAll(async () => {
  redis.disconnect();
  await started.mesh.close();
});

test('what is committed reaches the stream: the whole product, who changed it and in which trace', async () => {
  const { id } = await started.create();
  const body = { ...aDraft({ priceCents: 777 }), version: 1 };
  const { headers } = await started.asHeadOffice('PUT', `/api/products/${id}`, { body });

  const json = await waitUntil(async () => {
    const entries = await redis.xrange('events:product', '-', '+');
    return entries
      .map(([, fields]) => fields.join(' '))
      .find((entry) => entry.includes('product.changed.v1'));
  });

  const event = eventEnvelope.parse(JSON.parse(json.slice(json.indexOf('{'), json.lastIndexOf('}') + 1)));
  expect(event).toMatchObject({ source: 'product', subject: id, aggregateversion: 2, actor: headOffice.sub });
  expect(event.correlationid).toBe(headers.get('x-request-id'));
  expect(productChanged.schema.parse(event.data)).toEqual({ ...body, id, active: true, version: 2 });
});

test('the counters of what it publishes start at zero', async () => {
  const { body } = await started.product.call('GET', '/metrics');

  expect(body).toMatch(/^events_published_total\{type="product.retired.v1"\} 0$/m);
});
