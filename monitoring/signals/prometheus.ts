import { z } from 'zod';

export interface Sample {
  labels: Record<string, string>;
  value: number;
}

const labels = z.record(z.string(), z.string());
const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data: z.unknown() }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);
const vector = z.object({
  result: z.array(
    z
      .object({ metric: labels, value: z.tuple([z.number(), z.string()]) })
      .transform(({ metric, value: [, text] }): Sample => ({ labels: metric, value: numberIn(text) })),
  ),
});
/** Prometheus writes `+Inf`, which JavaScript does not read. */
const numberIn = (text: string): number => Number(text.replace(/Inf$/, 'Infinity'));
const alerts = z.object({ alerts: z.array(z.object({ labels, state: z.string() })) });

/** Prometheus as the drill sees it. Throws Error with Prometheus' own words when it refuses. */
export type Prometheus = ReturnType<typeof prometheusAt>;

export function prometheusAt(url: string) {
  const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const response = await fetch(`${url}/api/v1/${path}`, { signal: AbortSignal.timeout(20_000) });
    const parsed = answer.parse(await response.json());
    if (parsed.status === 'error') throw new Error(parsed.error);
    return schema.parse(parsed.data);
  };
  return {
    /** Only real numbers: what is NaN shows nothing to a person. */
    ask: async (expr: string): Promise<Sample[]> => {
      const { result } = await get(`query?${new URLSearchParams({ query: expr }).toString()}`, vector);
      return result.filter(({ value }) => !Number.isNaN(value));
    },
    names: () => get('label/__name__/values', z.array(z.string())),
    /** Names and labels of what fires now. */
    firing: async () => {
      const found = await get('alerts', alerts);
      return found.alerts.filter(({ state }) => state === 'firing').map((alert) => alert.labels);
    },
  };
}
