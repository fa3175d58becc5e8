import type { Panel } from './panel.ts';
import { chosen, one, quantile, requests } from './panel.ts';

const perSecond = (by: string, status = '') =>
  `sum by (${by}) (rate(${requests}_count{${chosen}${status}}[$window]))`;
const byRoute = 'service, method, route';
const route = '{{service}} {{method}} {{route}}';
// A panel that is empty when all is well looks like one that is broken.
const orNone = (status: string) =>
  `${perSecond(byRoute, `, status="${status}"`)} > 0 or on (service) ${perSecond('service', `, status="${status}"`)}`;

/** Traffic, errors and latency of the chosen services. */
export const trafficPanels: Panel[] = [
  {
    id: 'requests-by-route',
    group: 'service',
    title: { fr: 'Requêtes par route', en: 'Requests by route' },
    description: {
      fr: 'Les quinze routes les plus demandées. Des modèles de routes, jamais des adresses.',
      en: 'The fifteen busiest routes. Route templates, never addresses.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: one(`topk(15, ${perSecond(byRoute)} > 0)`, route),
  },
  {
    id: 'requests-by-replica',
    group: 'service',
    title: { fr: 'Équilibre des répliques', en: 'Balance over replicas' },
    description: {
      fr: 'Ce à quoi chaque réplique répond; celles d’un même service devraient aller de pair.',
      en: 'What each replica answers; replicas of one service should run side by side.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: one(perSecond('service, replica'), '{{service}}-{{replica}}'),
  },
  {
    id: 'errors-by-route',
    group: 'service',
    title: { fr: 'Erreurs par route', en: 'Errors by route' },
    description: {
      fr: '5xx par seconde, des routes qui en ont; les services qui n’en ont pas sont à zéro.',
      en: '5xx per second, of routes that have any; services without are at zero.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: one(orNone('5xx'), route),
  },
  {
    id: 'refusals-by-route',
    group: 'service',
    title: { fr: 'Refus par route', en: 'Refusals by route' },
    description: {
      fr: '4xx par seconde: l’affaire du client, mais un changement soudain est une nouvelle.',
      en: '4xx per second: the client’s business, but a sudden change is news.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: one(orNone('4xx'), route),
  },
  {
    id: 'latency',
    group: 'service',
    title: { fr: 'Latence', en: 'Latency' },
    description: {
      fr: 'Temps passé dans le service, du premier octet lu au dernier écrit. Celui de la passerelle n’y est pas.',
      en: 'Time inside the service, from the first byte read to the last written. The gateway’s own is not in it.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 0.3, bad: 1 },
    series: [0.5, 0.95, 0.99].map((share) => ({
      expr: quantile(share, 'le', requests),
      legend: `p${share * 100}`,
    })),
  },
  latencyByRoute(0.5, {
    fr: 'La moitié des réponses sont au moins aussi rapides.',
    en: 'Half of the answers are at least this fast.',
  }),
  latencyByRoute(0.95, {
    fr: 'Dix-neuf réponses sur vingt sont au moins aussi rapides.',
    en: 'Nineteen answers in twenty are at least this fast.',
  }),
  latencyByRoute(0.99, {
    fr: 'Toutes les réponses sauf une sur cent sont au moins aussi rapides.',
    en: 'All answers but one in a hundred are at least this fast.',
  }),
];

function latencyByRoute(share: number, means: Panel['description']): Panel {
  const name = `p${share * 100}`;
  return {
    id: `${name}-by-route`,
    group: 'service',
    title: { fr: `${name} par route`, en: `${name} by route` },
    description: {
      fr: `${means.fr} Estimé d’après les classes de l’histogramme; sans les routes au repos.`,
      en: `${means.en} Estimated within histogram buckets; idle routes are left out.`,
    },
    unit: 'seconds',
    chart: 'lines',
    series: one(quantile(share, `${byRoute}, le`, requests), route),
  };
}
