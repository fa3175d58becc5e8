import { styleText } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Explanation } from '@comptoir/contracts/http/explanation';
import { shortTime } from './short-time.ts';
import { storyLines } from './story-lines.ts';

const trace = 'a'.repeat(32);
const node = { depth: 0, service: 'sale', outcome: 'ok', facts: {} } as const;
const story: Explanation = {
  reference: 'MTL1-01-000042',
  sale: {
    id: '01900000-0000-7000-8000-000000000001',
    receiptNumber: 'MTL1-01-000042',
    status: 'completed',
    totalCents: 1234,
    locationId: '01900000-0000-7000-8000-000000000002',
    refusal: null,
  },
  startedAt: '2026-01-01T12:00:00.000Z',
  durationMs: 82,
  traces: [{ traceId: trace, sampled: false, url: 'http://traces/x' }],
  nodes: [
    {
      ...node,
      kind: 'request',
      title: 'POST /api/sales',
      replica: '1',
      atMs: 0,
      durationMs: 20.4,
      facts: { status: 201 },
    },
    {
      ...node,
      depth: 1,
      kind: 'saga',
      title: 'checkout: started',
      atMs: 1,
      facts: { cause: 'a till asked' },
    },
    {
      ...node,
      depth: 1,
      kind: 'request',
      service: 'payment',
      title: 'POST /x',
      atMs: 3,
      durationMs: 2_000,
      outcome: 'failed',
    },
    { ...node, kind: 'event', title: 'sale.recorded.v1', atMs: 12_000, durationMs: 61 },
  ],
  gaps: [{ reason: 'notSampled', subject: trace }],
};

test('a story reads from top to bottom, with times, and what belongs together indented', () => {
  expect(storyLines(story, false)).toEqual([
    'Sale MTL1-01-000042, completed, 12.34 CAD (01900000-0000-7000-8000-000000000001).',
    'Began 2026-01-01T12:00:00.000Z; from there to the last thing known 82.0 ms.',
    `Trace ${trace} http://traces/x`,
    '',
    '       WHEN       TOOK  WHAT',
    '    +0.0 ms    20.4 ms  sale-1  POST /api/sales  status=201',
    '    +1.0 ms               - sale  checkout: started  cause="a till asked"',
    '    +3.0 ms    2000 ms    payment  POST /x  FAILED',
    '      +12 s    61.0 ms  sale  sale.recorded.v1',
    '',
    'Not told:',
    `  SQL and calls of trace ${trace}: it was not sampled.`,
  ]);
});

test('on a terminal what failed is red, and nothing that went well is coloured', () => {
  const plain = storyLines(story, false);
  const coloured = storyLines(story, true).filter((line) => !plain.includes(line));

  expect(coloured).toEqual([styleText('red', plain[7] ?? '', { validateStream: false })]);
});

test('a refused sale says why; a trace without a sale says that', () => {
  const refusal = { code: 'stock.insufficient', detail: 'Not enough.' };
  const refused = { ...story, sale: story.sale && { ...story.sale, receiptNumber: null, refusal } };

  expect(storyLines(refused, false)[1]).toBe('Refused: stock.insufficient, Not enough.');
  expect(storyLines({ ...story, sale: null }, false)[0]).toMatch(/sold nothing/);
});

test('a long fact is cut short', () => {
  const [first] = story.nodes;
  const long = {
    ...story,
    nodes: first === undefined ? [] : [{ ...first, facts: { sql: 'x'.repeat(200) } }],
  };

  expect(storyLines(long, false).join()).toContain(`sql=${'x'.repeat(100)}…`);
});

test('times are short', () => {
  expect([3.21, 840, 9_999, 75_000, 700_000, 90_000_000, 9e9].map(shortTime)).toEqual([
    '3.2 ms',
    '840 ms',
    '9999 ms',
    '75 s',
    '12 min',
    '25 h',
    '104 d',
  ]);
});
