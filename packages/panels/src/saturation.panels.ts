import type { Panel } from './panel.ts';
import { chosen, one } from './panel.ts';

const replica = '{{service}}-{{replica}}';

/** How full the processes of the chosen services are. */
export const saturationPanels: Panel[] = [
  {
    id: 'event-loop-utilisation',
    group: 'service',
    title: { fr: 'Utilisation de la boucle d’événements', en: 'Event loop utilisation' },
    description: {
      fr: 'Part du temps où la boucle était occupée. Un processus n’en a qu’une: près de 1, ajoutez une réplique.',
      en: 'Share of time the loop was busy. One process has one: near 1, add a replica.',
    },
    unit: 'ratio',
    chart: 'lines',
    thresholds: { warn: 0.7, bad: 0.9 },
    series: one(`nodejs_eventloop_utilization{${chosen}}`, replica),
  },
  {
    id: 'event-loop-lag',
    group: 'service',
    title: { fr: 'Retard de la boucle d’événements', en: 'Event loop lag' },
    description: {
      fr: 'Retard d’une minuterie, 99e centile: ce que chaque requête attend en plus. Le délestage commence à 500 ms.',
      en: 'How late a timer fires, 99th percentile: what every request waits on top. Load is shed from 500 ms on.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 0.1, bad: 0.5 },
    // Measured by a timer of 50 ms (service-kit), which at rest reads as much.
    series: one(`clamp_min(nodejs_eventloop_lag_p99_seconds{${chosen}} - 0.05, 0)`, replica),
  },
  {
    id: 'in-flight',
    group: 'service',
    title: { fr: 'Requêtes en cours', en: 'Requests in flight' },
    description: {
      fr: 'Auxquelles on répond en ce moment, et celles d’entre elles qui font la queue. Le délestage commence au-dessus de MAX_IN_FLIGHT.',
      en: 'Being answered now, and those of them that stand in line. Load is shed above the process’s MAX_IN_FLIGHT.',
    },
    unit: 'count',
    chart: 'lines',
    series: [
      ...one(`http_server_in_flight_requests{${chosen}}`, replica),
      ...one(`bounded_work{${chosen}, state="waiting"}`, `${replica} {{work}}`),
    ],
  },
  {
    id: 'load-shed',
    group: 'service',
    title: { fr: 'Délestage', en: 'Load shed' },
    description: {
      fr: 'Requêtes refusées par un 503 parce que le processus était saturé, par raison.',
      en: 'Requests refused with 503 because the process was saturated, by reason.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: [
      ...one(
        `sum by (service, reason) (rate(http_server_shed_total{${chosen}}[$window]))`,
        '{{service}} {{reason}}',
      ),
      ...one(
        `sum by (service, work) (rate(bounded_refused_total{${chosen}}[$window]))`,
        '{{service}} {{work}}',
      ),
    ],
  },
  {
    id: 'database-connections',
    group: 'service',
    title: { fr: 'Connexions à la base', en: 'Database connections' },
    description: {
      fr: 'Connexions utilisées, et requêtes qui en attendent une (pending).',
      en: 'Connections of the pool in use, and requests that wait for one (pending).',
    },
    unit: 'count',
    chart: 'lines',
    series: one(
      `sum by (service, state) (db_pool_connections{${chosen}, state=~"used|pending"})`,
      '{{service}} {{state}}',
    ),
  },
  {
    id: 'cpu',
    group: 'service',
    title: { fr: 'Processeur', en: 'CPU' },
    description: { fr: 'Cœurs utilisés par chaque réplique.', en: 'Cores used by each replica.' },
    unit: 'count',
    chart: 'lines',
    series: one(`rate(process_cpu_seconds_total{${chosen}}[$window])`, replica),
  },
  {
    id: 'memory',
    group: 'service',
    title: { fr: 'Mémoire', en: 'Memory' },
    description: {
      fr: 'Mémoire résidente de chaque réplique; les pages partagées comptent dans chacune.',
      en: 'Resident memory of each replica; pages shared between them count in each (lesson 29).',
    },
    unit: 'bytes',
    chart: 'lines',
    series: one(`process_resident_memory_bytes{${chosen}}`, replica),
  },
];
