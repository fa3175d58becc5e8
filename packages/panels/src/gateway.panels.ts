import type { Panel } from './panel.ts';
import { one } from './panel.ts';

/** The golden signals of Nginx: what comes in, what it drops, how fast it is itself, how full it is. */
export const gatewayPanels: Panel[] = [
  {
    id: 'gateway-requests',
    group: 'overview',
    title: { fr: 'Requêtes chez Nginx', en: 'Requests at Nginx' },
    description: {
      fr: 'Tout ce qui passe par lui: de l’extérieur, et d’un service à l’autre.',
      en: 'All that goes through it: from outside, and from service to service.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: one('rate(nginx_http_requests_total[$window])', 'requests'),
  },
  {
    id: 'gateway-dropped',
    group: 'overview',
    title: { fr: 'Connexions perdues par Nginx', en: 'Connections dropped by Nginx' },
    description: {
      fr: 'Acceptées et jamais servies, faute de place. Ses réponses 5xx sont dans les erreurs des services.',
      en: 'Accepted and never served, for want of room. 5xx answers that pass through it are in the services’ errors.',
    },
    unit: 'perSecond',
    chart: 'lines',
    thresholds: { warn: 0.1, bad: 1 },
    series: one(
      'rate(nginx_connections_accepted[$window]) - rate(nginx_connections_handled[$window])',
      'dropped',
    ),
  },
  {
    id: 'gateway-latency',
    group: 'overview',
    title: { fr: 'Temps de réponse de Nginx', en: 'Time Nginx takes itself' },
    description: {
      fr: 'Ce qu’il met à répondre à qui le surveille, sans aucun service derrière.',
      en: 'What it takes to answer who watches it, with no service behind.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 0.1, bad: 1 },
    series: one('scrape_duration_seconds{job="nginx"}', 'nginx'),
  },
  {
    id: 'gateway-connections',
    group: 'overview',
    title: { fr: 'Connexions de Nginx', en: 'Connections of Nginx' },
    description: {
      fr: 'Connexions des clients selon ce qu’elles font; celles qui attendent restent ouvertes au repos.',
      en: 'Client connections by what they do; waiting ones are kept open and idle.',
    },
    unit: 'count',
    chart: 'lines',
    series: [
      { expr: 'nginx_connections_reading', legend: 'reading' },
      { expr: 'nginx_connections_writing', legend: 'writing' },
      { expr: 'nginx_connections_waiting', legend: 'waiting' },
    ],
  },
];
