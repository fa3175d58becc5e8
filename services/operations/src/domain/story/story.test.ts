import { describe, expect, test } from '@jest/globals';
import type { StoryFacts } from './story.ts';
import { storyOf } from './story.ts';
import {
  FROM,
  anEvent,
  at,
  carried,
  edge,
  line,
  noFacts,
  request,
  saleIs,
  span,
  stockIs,
} from './story.samples.ts';

/** The story as a person would note it down: an indented line for each node. */
function told(facts: Partial<StoryFacts>): string[] {
  return (storyOf({ ...noFacts, ...facts })?.nodes ?? []).map(
    ({ depth, service, title }) => `${'  '.repeat(depth)}${service} ${title}`,
  );
}
const nodes = (facts: Partial<StoryFacts>) => storyOf({ ...noFacts, ...facts })?.nodes ?? [];

describe('requests', () => {
  test('without spans each stands in the request of the service that called, around it in time', () => {
    const lines = [
      request('stock-2', 'POST /internal/reservations', 6, 4, { caller: 'sale' }),
      request('location-1', 'GET /internal/locations/:id', 1, 2, { caller: 'sale' }),
      request('sale-1', 'POST /api/sales', 0, 20),
    ];

    expect(told({ lines })).toEqual([
      'sale POST /api/sales',
      '  location GET /internal/locations/:id',
      '  stock POST /internal/reservations',
    ]);
  });

  test('the span that set a request off says better than time where it belongs', () => {
    const lines = [
      request('sale-1', 'POST /api/sales', 0, 20, { spanId: 'a' }),
      request('sale-2', 'POST /api/sales', 0, 10, { spanId: 'b' }),
      request('stock-1', 'POST /internal/reservations', 2, 4, { caller: 'sale', parentId: 'a' }),
    ];

    expect(told({ lines })).toEqual([
      'sale POST /api/sales',
      '  stock POST /internal/reservations',
      'sale POST /api/sales',
    ]);
  });

  test('what whole milliseconds move out of its parent is put back, and keeps its duration', () => {
    const lines = [
      request('sale-1', 'POST /api/sales', 0, 20.4),
      request('stock-1', 'POST /internal/reservations', -1, 5.2, { caller: 'sale' }),
      request('payment-1', 'POST /internal/charges', 12.1, 9.7, { caller: 'sale' }),
    ];

    const [sale, stock, payment] = nodes({ lines });

    expect([sale?.atMs, sale?.durationMs]).toEqual([0, 20.4]);
    expect([stock?.atMs, stock?.durationMs]).toEqual([0, 5.2]);
    expect([payment?.atMs, payment?.durationMs]).toEqual([10.7, 9.7]);
  });

  test('one that is asked again after it failed is a retry', () => {
    const lines = [
      request('cart-1', 'GET /api/carts/:id', 0, 50),
      request('product-1', 'GET /internal/products', 1, 10, { caller: 'cart', status: 503 }),
      request('product-2', 'GET /internal/products', 20, 10, { caller: 'cart' }),
    ];

    expect(nodes({ lines }).map(({ outcome, facts }) => [outcome, facts['retry']])).toEqual([
      ['ok', undefined],
      ['failed', undefined],
      ['ok', 1],
    ]);
  });
});

describe('the gateway', () => {
  test('at the edge it holds what it passed on; between services it is part of the request it carried', () => {
    const lines = [
      edge('POST', '/api/sales', 0, 23),
      request('sale-1', 'POST /api/sales', 1, 20),
      carried('/stock/internal/reservations/7', 'DELETE', 4, 6, {
        upstream: '127.0.0.1:1, 127.0.0.1:2',
        upstreamStatus: '502, 204',
      }),
      request('stock-2', 'DELETE /internal/reservations/:id', 5, 4, { caller: 'sale' }),
    ];

    expect(told({ lines })).toEqual([
      'gateway POST /api/sales',
      '  sale POST /api/sales',
      '    stock DELETE /internal/reservations/:id',
    ]);
    expect(nodes({ lines })[2]?.facts).toMatchObject({ gatewayMs: 6, tries: 2, tried: '502, 204' });
  });

  test('a request that no replica wrote down is told by the gateway alone', () => {
    const lines = [
      request('sale-1', 'POST /api/sales', 0, 2_100),
      carried('/payment/internal/charges', 'POST', 10, 2_000, { status: 504 }),
    ];

    expect(told({ lines })).toEqual(['sale POST /api/sales', '  payment POST /internal/charges']);
    expect(nodes({ lines })[1]).toMatchObject({
      outcome: 'failed',
      durationMs: 2_000,
      facts: { status: 504 },
    });
  });
});

describe('spans', () => {
  const spans = [
    span('server', 'sale-1', 'POST /api/sales', 0.5, 20, { spanId: 'a' }),
    span('client', 'sale-1', 'POST stock', 2.1, 5, { spanId: 'b', parentId: 'a' }),
    span('client', 'stock-2', 'UPDATE stock_levels', 3.7, 1, {
      spanId: 'd',
      parentId: 'c',
      attributes: { 'db.system.name': 'mariadb', 'db.query.text': 'UPDATE stock_levels SET …' },
    }),
  ];
  const lines = [
    request('sale-1', 'POST /api/sales', 0, 20, { spanId: 'a' }),
    request('stock-2', 'POST /internal/reservations', 3, 4, { spanId: 'c', parentId: 'b', caller: 'sale' }),
  ];

  test('calls and SQL stand between requests and below them; a request known twice is told once', () => {
    expect(told({ lines, spans })).toEqual([
      'sale POST /api/sales',
      '  sale POST stock',
      '    stock POST /internal/reservations',
      '      stock UPDATE stock_levels',
    ]);
    expect(nodes({ lines, spans })[3]).toMatchObject({
      kind: 'query',
      atMs: 3.2,
      facts: { sql: 'UPDATE stock_levels SET …' },
    });
  });

  test('where another trace had to do with it, it is named', () => {
    const shared = span('internal', 'sale-1', 'asked together with others', 1, 1, {
      parentId: 'a',
      links: [{ traceId: 'f'.repeat(32), spanId: 'e' }],
    });

    expect(nodes({ lines, spans: [...spans, shared] }).find(({ kind }) => kind === 'link')?.facts).toEqual({
      trace: 'f'.repeat(32),
    });
    expect(nodes({ lines, spans }).some(({ kind }) => kind === 'link')).toBe(false);
  });
});

describe('a sale', () => {
  const lines = [
    request('sale-1', 'POST /api/sales', 0, 20),
    request('stock-2', 'POST /internal/reservations', 3, 4, { caller: 'sale' }),
    line('sale-1', 18, { level: 'warn', msg: 'slow disk' }),
  ];
  const sale = saleIs([
    ['started', 1],
    ['confirmed', 19],
  ]);

  test('steps of the saga, held goods and warnings stand in the requests in which they happened', () => {
    const stock = stockIs({ heldAt: 5 });

    expect(told({ lines, sale, stock })).toEqual([
      'sale POST /api/sales',
      '  sale checkout: started',
      '  stock POST /internal/reservations',
      '    stock goods held',
      '  sale slow disk',
      '  sale checkout: confirmed',
    ]);
  });

  test('a step that another process took later stands by itself', () => {
    const recovered = saleIs([
      ['started', 1],
      ['confirmed', 60_000],
    ]);

    expect(told({ lines, sale: recovered }).at(-1)).toBe('sale checkout: confirmed');
  });

  test('an event tells when it was published, who applied it when, and what moved there', () => {
    const event = anEvent('sale.recorded.v1', { writtenAt: 19, publishedAt: 70 });
    const deliveries = {
      keptSeconds: 100,
      items: [{ eventId: event.id, outcome: 'applied' as const, at: at(80) }],
    };
    const events = { listeners: ['stock'], keptSeconds: 100, items: [event] };
    const all = {
      lines,
      sale,
      stock: stockIs({ heldAt: 5, moved: [{ delta: -1, reason: 'sale', at: 83 }] }),
      told: [{ source: 'sale', events, heard: [{ listener: 'stock', deliveries }] }],
    };

    expect(told(all).slice(-4)).toEqual([
      'sale sale.recorded.v1',
      '  sale published',
      '  stock applied',
      '    stock -1 TEA-1',
    ]);
    expect(
      nodes(all)
        .slice(-4)
        .map(({ atMs, durationMs }) => [atMs, durationMs]),
    ).toEqual([
      [19, 64],
      [70, undefined],
      [80, 3],
      [83, undefined],
    ]);
    expect(storyOf({ ...noFacts, ...all })?.gaps).toEqual([]);
  });

  test('the work a consumer’s span tells of stands with its event', () => {
    const event = anEvent('sale.recorded.v1', { writtenAt: 19, publishedAt: 70 });
    const spans = [
      span('consumer', 'stock-1', 'apply sale.recorded.v1', 78, 6, {
        spanId: 'x',
        parentId: 'a',
        attributes: { 'messaging.message.id': event.id },
      }),
      span('client', 'stock-1', 'INSERT inbox', 79, 1, {
        spanId: 'y',
        parentId: 'x',
        attributes: { 'db.system.name': 'mariadb' },
      }),
    ];
    const events = { listeners: [], keptSeconds: 100, items: [event] };

    expect(told({ lines, spans, told: [{ source: 'sale', events, heard: [] }] }).slice(-4)).toEqual([
      'sale sale.recorded.v1',
      '  sale published',
      '  stock apply sale.recorded.v1',
      '    stock INSERT inbox',
    ]);
  });

  test.each([
    { now: 1_000, reason: 'notConsumed' },
    { now: 200_000, reason: 'deliveryForgotten' },
  ])('a listener that says nothing of an event is a gap: $reason', ({ now, reason }) => {
    const event = anEvent('sale.recorded.v1', { writtenAt: 19, publishedAt: 70 });
    const events = { listeners: ['stock'], keptSeconds: 100, items: [event] };
    const heard = [{ listener: 'stock', deliveries: { keptSeconds: 100, items: [] } }];

    const story = storyOf({
      ...noFacts,
      now: new Date(FROM + now),
      told: [{ source: 'sale', events, heard }],
    });

    expect(story?.gaps).toEqual([{ reason, subject: 'sale.recorded.v1 at stock' }]);
  });

  test('goods that left without an event are told by themselves', () => {
    const stock = stockIs({ heldAt: 5, moved: [{ delta: -1, reason: 'sale', at: 90_000 }] });

    expect(told({ sale, stock }).at(-1)).toBe('stock -1 TEA-1');
  });

  test('refused: what was held is let go, and that is a refusal', () => {
    const stock = stockIs({ heldAt: 5, letGoAt: 12 });
    const refused = saleIs([
      ['started', 1],
      ['compensating', 11],
      ['cancelled', 14],
    ]);

    const story = nodes({ sale: refused, stock });

    expect(story.map(({ title, outcome }) => [title, outcome])).toEqual([
      ['checkout: started', 'ok'],
      ['goods held', 'ok'],
      ['checkout: compensating', 'refused'],
      ['goods let go', 'refused'],
      ['checkout: cancelled', 'refused'],
    ]);
  });
});

test('nothing known is no story', () => {
  expect(storyOf(noFacts)).toBeUndefined();
});
