import type { Breaker } from '@comptoir/service-kit';
import { remainingMs } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Signals, Work } from '../use-cases/ports.ts';

/** Asks for a path of Prometheus' API; resolves with what it says, whatever the status. */
export type Ask = (path: string, timeoutMs: number) => Promise<string>;

/** Leaves the page time to show the refusal before the gateway's own limit. */
const PATIENCE_MS = 3_000;

const labels = z.record(z.string(), z.string());
// Numbers come as text, because JSON has no NaN; what is none is left out below.
const point = z.tuple([z.number(), z.string().transform(Number)]);
const answer = <T extends z.ZodType>(data: T) => z.object({ status: z.literal('success'), data });

const vector = answer(
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labels, value: point })),
  }),
);
const matrix = answer(
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labels, values: z.array(point) })),
  }),
);
const names = answer(z.array(z.string()));
const alerts = answer(
  z.object({
    alerts: z.array(
      z.object({
        state: z.enum(['firing', 'pending']),
        activeAt: z.coerce.date(),
        labels,
        annotations: labels.default({}),
      }),
    ),
  }),
);

/** Prometheus behind one breaker, each call with a timeout of its own (lesson 9). */
export function prometheusClient(ask: Ask, breaker: Breaker): Signals {
  async function get<T>(path: string, parameters: object, schema: z.ZodType<T>, work: Work): Promise<T> {
    const query = new URLSearchParams(Object.entries(parameters)).toString();
    const budgetMs = Math.min(PATIENCE_MS, remainingMs(work));
    return breaker.run(async () => {
      const text = await ask(`/api/v1/${path}?${query}`, budgetMs);
      return schema.parse(JSON.parse(text));
    });
  }

  return {
    now: async (query, work) => {
      const { data } = await get('query', { query }, vector, work);
      return data.result
        .map(({ metric, value: [, value] }) => ({ labels: metric, value }))
        .filter(({ value }) => Number.isFinite(value));
    },
    over: async (query, { start, end, stepSeconds: step }, work) => {
      const { data } = await get('query_range', { query, start, end, step }, matrix, work);
      return data.result.map(({ metric, values }) => ({
        labels: metric,
        points: values.filter(([, value]) => Number.isFinite(value)),
      }));
    },
    services: async (work) => {
      const { data } = await get('label/service/values', { 'match[]': 'up{job="comptoir"}' }, names, work);
      return data;
    },
    alerts: async (work) => {
      const { data } = await get('alerts', {}, alerts, work);
      return data.alerts.map(({ activeAt: since, ...alert }) => ({ ...alert, since }));
    },
  };
}
