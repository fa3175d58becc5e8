import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportRequest, otlpExporter } from './otlp.ts';
import type { Span } from './span.ts';
import { spanFile } from './span-file.ts';
import { spanQueue } from './span-queue.ts';

const span = (changes: Partial<Span> = {}): Span => ({
  traceId: 'ab'.repeat(16),
  spanId: 'cd'.repeat(8),
  parentId: null,
  name: 'GET /api/cups',
  kind: 'server',
  service: 'stock',
  replica: '2',
  startMs: 1_764_000_000_000.25,
  durationMs: 12.5,
  status: 'ok',
  attributes: { 'http.route': '/api/cups', 'http.response.status_code': 200, 'user.id': undefined },
  links: [],
  ...changes,
});

const nobody = () => {
  throw new Error('a span was dropped');
};

describe('the file of spans', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'spans-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is lines of JSON that only its owner can read', async () => {
    const file = path.join(folder, 'stock-2.jsonl');
    const sink = spanFile({ file, onDropped: nobody });
    sink.keep([span(), span({ name: 'SELECT cups', kind: 'client' })]);
    await sink.close();

    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { name: 'GET /api/cups' },
      { name: 'SELECT cups' },
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('never takes more than twice its bound, and keeps what came last', async () => {
    const file = path.join(folder, 'sale-1.jsonl');
    for (let n = 0; n < 50; n += 1) {
      const sink = spanFile({ file, mostBytes: 2_000, onDropped: nobody });
      sink.keep([span({ name: `request ${n}` })]);
      await sink.close();
    }
    const names = (await readdir(folder)).filter((name) => name.startsWith('sale-1'));
    const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
    expect(names.toSorted()).toEqual(['sale-1.1.jsonl', 'sale-1.jsonl']);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000);
    expect(await readFile(file, 'utf8')).toContain('request 49');
  });

  it('that cannot be written loses spans, and says how many', async () => {
    let dropped = 0;
    const file = path.join(folder, 'no', 'such', 'folder.jsonl');
    const sink = spanFile({ file, onDropped: (spans) => (dropped += spans) });
    sink.keep([span(), span()]);
    await sink.close();
    expect(dropped).toBe(2);
  });
});

it('spans that nobody takes in time are dropped and counted', async () => {
  let dropped = 0;
  const sent: number[] = [];
  const sink = spanQueue({
    most: 3,
    onDropped: (spans) => (dropped += spans),
    send: (spans) => Promise.resolve(void sent.push(spans.length)),
  });
  for (let n = 0; n < 5; n += 1) sink.keep([span()]);
  await sink.close();
  expect({ dropped, sent }).toEqual({ dropped: 2, sent: [3] });
});

describe('OTLP', () => {
  it('says a span in the words of the protocol', () => {
    const [resource] = exportRequest([span({ parentId: 'ef'.repeat(8), status: 'error' })]).resourceSpans;
    expect(resource?.resource.attributes).toContainEqual({
      key: 'service.instance.id',
      value: { stringValue: 'stock-2' },
    });
    expect(resource?.scopeSpans[0]?.spans).toEqual([
      {
        traceId: 'ab'.repeat(16),
        spanId: 'cd'.repeat(8),
        parentSpanId: 'ef'.repeat(8),
        name: 'GET /api/cups',
        kind: 2,
        startTimeUnixNano: '1764000000000250000',
        endTimeUnixNano: '1764000000012750000',
        attributes: [
          { key: 'http.route', value: { stringValue: '/api/cups' } },
          { key: 'http.response.status_code', value: { intValue: '200' } },
        ],
        links: [],
        status: { code: 2 },
      },
    ]);
  });

  it('goes to the collector, and what it refuses is counted', async () => {
    const received: unknown[] = [];
    let status = 200;
    const collector = createServer((request, response) => {
      void (async () => {
        received.push(JSON.parse(await text(request)));
        response.writeHead(status).end('{}');
      })();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => collector.once('listening', resolve));
    const { port } = collector.address() as AddressInfo;
    let dropped = 0;
    const sink = otlpExporter({
      endpoint: `http://127.0.0.1:${port}/v1/traces`,
      onDropped: (spans) => (dropped += spans),
    });

    sink.keep([span()]);
    await sink.close();
    expect(received).toEqual([JSON.parse(JSON.stringify(exportRequest([span()])))]);
    expect(dropped).toBe(0);

    status = 503;
    sink.keep([span()]);
    await sink.close();
    expect(dropped).toBe(1);
    collector.close();
    collector.closeAllConnections();
  });
});
