import type { Panel } from './panel.ts';
import { calls, chosen, one, quantile } from './panel.ts';

const pair = '{{service}} to {{dependency}}';
const unsuccessful = (by: string) =>
  `sum by (${by}) (rate(${calls}_count{${chosen}, outcome!="ok"}[$window]))`;

/** What the chosen services lean on. */
export const dependenciesPanels: Panel[] = [
  {
    id: 'breakers',
    group: 'service',
    title: { fr: 'Disjoncteurs', en: 'Circuit breakers' },
    description: {
      fr: 'État du disjoncteur de chaque appelant pour chaque dépendance, le pire de ses répliques.',
      en: 'State of each caller’s breaker for each dependency, the worst of its replicas.',
    },
    unit: 'breakerState',
    chart: 'states',
    series: one(`max by (service, dependency) (circuit_breaker_state{${chosen}})`, pair),
  },
  {
    id: 'failed-calls',
    group: 'service',
    title: { fr: 'Appels sans succès', en: 'Calls that did not succeed' },
    description: {
      fr: 'Appels aux autres services, par issue: « refused » est l’affaire de l’appelant, le reste sont des fautes.',
      en: 'Calls to other services by outcome: refused is the caller’s business, the others are faults.',
    },
    unit: 'requestsPerSecond',
    chart: 'lines',
    series: one(
      `${unsuccessful('service, dependency, outcome')} > 0 or on (service, dependency) ${unsuccessful('service, dependency')}`,
      `${pair}: {{outcome}}`,
    ),
  },
  {
    id: 'call-latency',
    group: 'service',
    title: { fr: 'Latence des appels', en: 'Latency of calls' },
    description: {
      fr: '95e centile de ce que les appelants attendent, passerelle et réseau compris.',
      en: '95th percentile of what callers wait for, gateway and network included.',
    },
    unit: 'seconds',
    chart: 'lines',
    series: one(quantile(0.95, 'service, dependency, le', calls), pair),
  },
  {
    id: 'call-retries',
    group: 'service',
    title: { fr: 'Reprises d’appels', en: 'Retries of calls' },
    description: {
      fr: 'Lectures tentées une seconde fois, par seconde.',
      en: 'Reads tried a second time, per second.',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: one(`sum by (service, dependency) (rate(http_client_retries_total{${chosen}}[$window]))`, pair),
  },
  {
    id: 'transaction-retries',
    group: 'service',
    title: { fr: 'Reprises de transactions', en: 'Retries of transactions' },
    description: {
      fr: 'Transactions reprises après un interblocage ou un verrou trop lent, par seconde.',
      en: 'Transactions run again after a deadlock or a lock timeout, per second (lesson 14).',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: one(
      `sum by (service, reason) (rate(db_transaction_retries_total{${chosen}}[$window]))`,
      '{{service}} {{reason}}',
    ),
  },
  {
    id: 'cache-hits',
    group: 'service',
    title: { fr: 'Succès du cache', en: 'Cache hit ratio' },
    description: {
      fr: 'Part des lectures auxquelles le cache Redis a répondu. Sans lui, on est plus lent, jamais faux.',
      en: 'Share of the reads that the Redis cache answered. Without it services are slower, never wrong.',
    },
    unit: 'ratio',
    chart: 'lines',
    series: one(
      `sum by (service, cache) (rate(cache_requests_total{${chosen}, outcome="hit"}[$window])) / ` +
        `(sum by (service, cache) (rate(cache_requests_total{${chosen}}[$window])) > 0)`,
      '{{service}} {{cache}}',
    ),
  },
];
