import type { Panel } from './panel.ts';
import { one } from './panel.ts';

/** The whole mesh at a glance. */
export const overviewPanels: Panel[] = [
  {
    id: 'requests',
    group: 'overview',
    title: { fr: 'Requêtes', en: 'Requests' },
    description: {
      fr: 'Requêtes auxquelles les services répondent, celles qu’ils se font entre eux comprises.',
      en: 'Requests that services answer, those between services included.',
    },
    unit: 'requestsPerSecond',
    chart: 'figure',
    series: one('sum(service:http_requests:rate1m)', ''),
  },
  {
    id: 'errors',
    group: 'overview',
    title: { fr: 'Erreurs', en: 'Errors' },
    description: {
      fr: 'Part des réponses 5xx, sur la dernière minute.',
      en: 'Share of the answers that are 5xx, over the last minute.',
    },
    unit: 'ratio',
    chart: 'figure',
    thresholds: { warn: 0.001, bad: 0.01 },
    series: one(
      'sum(service:http_server_errors:rate1m) / (sum(service:http_requests:rate1m) > 0) or vector(0)',
      '',
    ),
  },
  {
    id: 'slowest-p99',
    group: 'overview',
    title: { fr: 'p99 le plus lent', en: 'Slowest p99' },
    description: {
      fr: 'Du service dont le centième le plus lent des réponses est le plus lent.',
      en: 'Of the service whose slowest hundredth of answers is slowest.',
    },
    unit: 'seconds',
    chart: 'figure',
    thresholds: { warn: 0.3, bad: 1 },
    series: one('max(service:http_request_duration_seconds:p99_1m)', ''),
  },
  {
    id: 'replicas-down',
    group: 'overview',
    title: { fr: 'Répliques muettes', en: 'Replicas down' },
    description: {
      fr: 'Répliques que Prometheus connaît et qui ne répondent pas.',
      en: 'Replicas that Prometheus knows and cannot scrape.',
    },
    unit: 'count',
    chart: 'figure',
    thresholds: { warn: 1, bad: 1 },
    series: one('count(up{job="comptoir"} == 0) or vector(0)', ''),
  },
  {
    id: 'breakers-open',
    group: 'overview',
    title: { fr: 'Disjoncteurs ouverts', en: 'Breakers open' },
    description: {
      fr: 'Dépendances auxquelles un service a renoncé pour l’instant.',
      en: 'Dependencies that some service has given up on for now.',
    },
    unit: 'count',
    chart: 'figure',
    thresholds: { warn: 1, bad: 1 },
    series: one(
      'count(max by (service, dependency) (circuit_breaker_state{job="comptoir"}) == 2) or vector(0)',
      '',
    ),
  },
  {
    id: 'sales-now',
    group: 'overview',
    title: { fr: 'Ventes', en: 'Sales' },
    description: {
      fr: 'Ventes conclues par minute, dans toute la chaîne.',
      en: 'Sales completed per minute, in the whole chain.',
    },
    unit: 'perMinute',
    chart: 'figure',
    series: one('chain:sales_completed:rate1m * 60', ''),
  },
];
