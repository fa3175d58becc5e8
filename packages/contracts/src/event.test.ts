import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineEvent, eventEnvelope } from './event.ts';

const envelope = {
  specversion: '1.0',
  id: '0193e0a5-0000-7000-8000-000000000000',
  source: 'sale',
  type: 'sale.recorded.v1',
  subject: 'a',
  time: '2026-12-01T09:00:00.000Z',
  aggregateversion: 1,
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  correlationid: 'c',
  data: { anything: true },
};

test('an event type reads noun.verb.v1', () => {
  expect(() => defineEvent('saleRecorded.v1' as 'sale.recorded.v1', z.object({}))).toThrow('noun.verb.v1');
  expect(() => defineEvent('sale.recorded.v0', z.object({}))).toThrow('noun.verb.v1');
  expect(defineEvent('giftCard.debited.v2', z.object({})).type).toBe('giftCard.debited.v2');
});

test('an envelope keeps what CloudEvents and Comptoir know, and drops the rest', () => {
  const parsed = eventEnvelope.parse({ ...envelope, actor: 'u', unknownextension: 1 });

  expect(parsed).toEqual({ ...envelope, actor: 'u' });
});

test.each([
  ['an id that is not a UUIDv7', { id: '123e4567-e89b-42d3-a456-426614174000' }],
  ['another spec version', { specversion: '0.3' }],
  ['a type of another form', { type: 'SaleRecorded' }],
  ['a time without a zone', { time: '2026-12-01T09:00:00' }],
  ['a negative version', { aggregateversion: -1 }],
  ['a broken traceparent', { traceparent: '00-aa-bb-01' }],
  ['no subject', { subject: '' }],
])('refuses %s', (_what, change) => {
  expect(eventEnvelope.safeParse({ ...envelope, ...change }).success).toBe(false);
});
