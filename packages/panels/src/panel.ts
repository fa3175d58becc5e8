import type { PanelDefinition } from '@comptoir/contracts/http/operations';

export type Panel = PanelDefinition;

/** Selects the replicas a panel is drawn for. */
export const chosen = 'job="comptoir", service=~"$service", replica=~"$replica"';

export const requests = 'http_server_request_duration_seconds';
export const calls = 'http_client_request_duration_seconds';

/** A quantile of a histogram, by these labels. Where nothing happened there is no value. */
export const quantile = (share: number, by: string, histogram: string) =>
  `histogram_quantile(${share}, sum by (${by}) (rate(${histogram}_bucket{${chosen}}[$window]))) >= 0`;

/** One series, told apart by the labels in `legend`. */
export const one = (expr: string, legend: string) => [{ expr, legend }];
