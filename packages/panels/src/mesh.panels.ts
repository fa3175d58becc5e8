import type { Panel } from './panel.ts';
import { one } from './panel.ts';

/** Service beside service. */
export const meshPanels: Panel[] = [
  {
    id: 'requests-by-service',
    group: 'overview',
    title: { fr: 'Requêtes par service', en: 'Requests by service' },
    description: {
      fr: 'Un appel entre services compte pour celui qui répond.',
      en: 'Calls between services count for the one that answers.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: one('service:http_requests:rate1m', '{{service}}'),
  },
  {
    id: 'errors-by-service',
    group: 'overview',
    title: { fr: 'Erreurs par service', en: 'Errors by service' },
    description: { fr: 'Part des réponses 5xx.', en: 'Share of the answers that are 5xx.' },
    unit: 'ratio',
    chart: 'lines',
    thresholds: { warn: 0.001, bad: 0.01 },
    series: one('service:http_server_errors:ratio1m', '{{service}}'),
  },
  {
    id: 'p99-by-service',
    group: 'overview',
    title: { fr: 'p99 par service', en: 'p99 by service' },
    description: {
      fr: 'Toutes les réponses sauf une sur cent sont au moins aussi rapides; rien pour un service au repos.',
      en: 'All answers but one in a hundred are at least this fast; nothing for an idle service.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 0.3, bad: 1 },
    series: one('service:http_request_duration_seconds:p99_1m >= 0', '{{service}}'),
  },
  {
    id: 'busiest-replica',
    group: 'overview',
    title: { fr: 'Réplique la plus occupée', en: 'Busiest replica' },
    description: {
      fr: 'Utilisation de la boucle d’événements, la plus haute des répliques de chaque service.',
      en: 'Event loop utilisation, the highest of each service’s replicas.',
    },
    unit: 'ratio',
    chart: 'lines',
    thresholds: { warn: 0.7, bad: 0.9 },
    series: one('max by (service) (nodejs_eventloop_utilization{job="comptoir"})', '{{service}}'),
  },
  {
    id: 'retries-and-shed',
    group: 'overview',
    title: { fr: 'Reprises et délestage', en: 'Retries and shed load' },
    description: {
      fr: 'Appels et transactions repris, requêtes refusées parce que le processus était saturé.',
      en: 'Calls and transactions tried again, requests refused because the process was saturated.',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: [
      { expr: 'sum(rate(http_client_retries_total[$window]))', legend: 'calls' },
      { expr: 'sum(rate(db_transaction_retries_total[$window]))', legend: 'transactions' },
      { expr: 'sum(rate(http_server_shed_total[$window]))', legend: 'shed' },
    ],
  },
  {
    id: 'targets',
    group: 'overview',
    title: { fr: 'Cibles', en: 'Targets' },
    description: {
      fr: 'Combien de processus de chaque sorte répondent à Prometheus.',
      en: 'How many processes of each kind answer Prometheus.',
    },
    unit: 'count',
    chart: 'lines',
    series: one('count by (service) (up == 1)', '{{service}}'),
  },
];
