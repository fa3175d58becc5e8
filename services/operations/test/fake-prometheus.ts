import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Labels } from '../src/domain/signal.ts';

interface Known {
  labels: Labels;
  value: number;
}

export interface FakeAlert {
  state: 'firing' | 'pending';
  activeAt: string;
  labels: Labels;
  annotations: Labels;
}

/** Prometheus as far as operations sees it: what it knows by expression, and how it feels. It does not compute. */
export async function startFakePrometheus() {
  const known = new Map<string, Known[]>();
  const alerts: FakeAlert[] = [];
  let mood: 'well' | 'broken' | 'hanging' = 'well';

  const answers: Record<string, (query: URLSearchParams) => unknown> = {
    '/prom/api/v1/query': (query) => ({
      resultType: 'vector',
      result: of(query).map(({ labels, value }) => ({
        metric: labels,
        value: [1_700_000_000, shown(value)],
      })),
    }),
    '/prom/api/v1/query_range': (query) => ({
      resultType: 'matrix',
      result: of(query).map(({ labels, value }) => ({
        metric: labels,
        values: stepsOf(query).map((at) => [at, shown(value)]),
      })),
    }),
    '/prom/api/v1/label/service/values': (query) =>
      query.get('match[]') === 'up{job="comptoir"}'
        ? [...new Set((known.get('up') ?? []).map(({ labels }) => labels['service']))]
        : [],
    '/prom/api/v1/alerts': () => ({ alerts: alerts.map((alert) => ({ ...alert, value: '1e+00' })) }),
  };
  const of = (query: URLSearchParams) => known.get(query.get('query') ?? '') ?? [];

  const server = createServer((request, response) => {
    if (mood === 'hanging') return;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://prometheus');
    const answer = mood === 'broken' ? undefined : answers[pathname];
    response.writeHead(answer === undefined ? 503 : 200, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify(
        answer === undefined ? { status: 'error' } : { status: 'success', data: answer(searchParams) },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    /** With a path in front, as behind a proxy. */
    url: `http://127.0.0.1:${port}/prom/`,
    alerts,
    knows: (expr: string, ...samples: Known[]) => known.set(expr, samples),
    feels: (how: typeof mood) => {
      mood = how;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function stepsOf(query: URLSearchParams): number[] {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(query.get(name)));
  if (start === undefined || end === undefined || step === undefined) return [];
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
}

function shown(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : '+Inf';
}
