import type { Panel } from './panel.ts';
import { one } from './panel.ts';

const perSecond = (metric: string) => `rate(mysql_global_status_${metric}[$window])`;

/** The golden signals of MariaDB. */
export const mariadbPanels: Panel[] = [
  {
    id: 'mariadb-statements',
    group: 'data',
    title: { fr: 'Instructions de MariaDB', en: 'Statements of MariaDB' },
    description: {
      fr: 'Instructions SQL que les clients ont envoyées, par seconde.',
      en: 'SQL statements that clients sent, per second.',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: one(perSecond('questions'), 'statements'),
  },
  {
    id: 'mariadb-errors',
    group: 'data',
    title: { fr: 'Erreurs de MariaDB', en: 'Errors of MariaDB' },
    description: {
      fr: 'Interblocages, connexions refusées ou rompues. Un interblocage est repris par le service.',
      en: 'Deadlocks, connections refused or broken off. A deadlock is retried by the service (lesson 14).',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: [
      { expr: perSecond('innodb_deadlocks'), legend: 'deadlocks' },
      {
        expr: `sum(${perSecond('connection_errors_total')}) + sum(${perSecond('aborted_connects')})`,
        legend: 'connections refused',
      },
      { expr: perSecond('aborted_clients'), legend: 'connections broken off' },
    ],
  },
  {
    id: 'mariadb-latency',
    group: 'data',
    title: { fr: 'Temps de réponse de MariaDB', en: 'Time MariaDB takes' },
    description: {
      fr: 'Ce qu’il met à dire son état: toujours la même question, plus lente quand il est chargé.',
      en: 'What it takes to tell its own state: always the same question, slower when it is loaded.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 0.1, bad: 0.5 },
    series: one('mysql_exporter_collector_duration_seconds{collector!="connection"}', '{{collector}}'),
  },
  {
    id: 'mariadb-lock-waits',
    group: 'data',
    title: { fr: 'Attente de verrous', en: 'Waiting for row locks' },
    description: {
      fr: 'Transactions qui attendaient en moyenne le verrou d’une ligne tenu par une autre.',
      en: 'Transactions that waited, on average, for a row another one had locked.',
    },
    unit: 'count',
    chart: 'lines',
    series: one(`${perSecond('innodb_row_lock_time')} / 1000`, 'waiting'),
  },
  {
    id: 'mariadb-connections',
    group: 'data',
    title: { fr: 'Connexions de MariaDB', en: 'Connections of MariaDB' },
    description: {
      fr: 'Ouvertes, au travail, et combien il peut y en avoir.',
      en: 'Open, at work, and how many there can be (lesson 18).',
    },
    unit: 'count',
    chart: 'lines',
    series: [
      { expr: 'mysql_global_status_threads_connected', legend: 'open' },
      { expr: 'mysql_global_status_threads_running', legend: 'at work' },
      { expr: 'mysql_global_variables_max_connections', legend: 'at most' },
    ],
  },
];
