import type { Panel } from './panel.ts';
import { one } from './panel.ts';

const each = '{{service}}';
const perSecond = (metric: string) => `rate(redis_${metric}[$window])`;

/** The golden signals of both Redis. */
export const redisPanels: Panel[] = [
  {
    id: 'redis-commands',
    group: 'data',
    title: { fr: 'Commandes de Redis', en: 'Commands of Redis' },
    description: { fr: 'Commandes exécutées par seconde.', en: 'Commands run per second.' },
    unit: 'perSecond',
    chart: 'lines',
    series: one(perSecond('commands_processed_total'), each),
  },
  {
    id: 'redis-errors',
    group: 'data',
    title: { fr: 'Erreurs de Redis', en: 'Errors of Redis' },
    description: {
      fr: 'Commandes auxquelles il a répondu par une erreur, et connexions refusées.',
      en: 'Commands it answered with an error, and connections it refused.',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: [
      { expr: perSecond('total_error_replies'), legend: `${each} errors` },
      { expr: perSecond('rejected_connections_total'), legend: `${each} connections refused` },
    ],
  },
  {
    id: 'redis-latency',
    group: 'data',
    title: { fr: 'Durée d’une commande de Redis', en: 'Time of a Redis command' },
    description: {
      fr: 'En moyenne, une fois arrivée. Il n’en fait qu’une à la fois: une longue fait attendre toutes les autres.',
      en: 'On average, once it has arrived. It does one at a time: a long one keeps all others waiting.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 0.001, bad: 0.01 },
    series: one(
      `sum by (service) (${perSecond('commands_duration_seconds_total')}) / sum by (service) (${perSecond('commands_total')})`,
      each,
    ),
  },
  {
    id: 'redis-memory',
    group: 'data',
    title: { fr: 'Mémoire de Redis', en: 'Memory of Redis' },
    description: {
      fr: 'Part de ce qu’il peut prendre. Pleins, redis-cache oublie le plus ancien et redis-data refuse d’écrire.',
      en: 'Share of what it may take. When full, redis-cache forgets the oldest and redis-data refuses to write.',
    },
    unit: 'ratio',
    chart: 'lines',
    thresholds: { warn: 0.8, bad: 0.95 },
    series: one('redis_memory_used_bytes / redis_memory_max_bytes', each),
  },
  {
    id: 'redis-clients',
    group: 'data',
    title: { fr: 'Clients de Redis', en: 'Clients of Redis' },
    description: {
      fr: 'Connexions ouvertes: quelques-unes par réplique.',
      en: 'Open connections: a few for each replica.',
    },
    unit: 'count',
    chart: 'lines',
    series: one('redis_connected_clients', each),
  },
  {
    id: 'redis-evictions',
    group: 'data',
    title: { fr: 'Clés évincées', en: 'Keys evicted' },
    description: {
      fr: 'Clés oubliées faute de place, par seconde; redis-data n’en oublie jamais.',
      en: 'Keys forgotten for want of room, per second; redis-data never forgets any.',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: one(perSecond('evicted_keys_total'), each),
  },
];
