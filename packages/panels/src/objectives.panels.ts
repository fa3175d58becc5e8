import type { Panel } from './panel.ts';
import { one } from './panel.ts';

/** What customers and shops may count on, and how much of it has been used up. */
export const objectivesPanels: Panel[] = [
  {
    id: 'error-budget-left',
    group: 'overview',
    title: { fr: 'Budget d’erreurs restant', en: 'Error budget left' },
    description: {
      fr: 'De chaque objectif sur 30 jours, pour le service qui en a le moins: 1 intact, 0 épuisé.',
      en: 'Of each objective over 30 days, for the service that has least of it: 1 untouched, 0 used up.',
    },
    unit: 'ratio',
    chart: 'lines',
    series: one('clamp_min(min by (slo) (slo:error_budget_left:ratio30d), 0)', '{{slo}}'),
  },
  {
    id: 'error-budget-burn',
    group: 'overview',
    title: { fr: 'Consommation du budget', en: 'Burn rate' },
    description: {
      fr: 'Combien de fois plus vite que permis, sur une heure: à 1 le budget dure 30 jours, à 14,4 deux jours.',
      en: 'How many times faster than allowed, over an hour: at 1 the budget lasts 30 days, at 14.4 two days.',
    },
    unit: 'count',
    chart: 'lines',
    thresholds: { warn: 1, bad: 6 },
    series: one(
      'max by (slo) (slo:bad_events:ratio1h) / on (slo) group_left () (1 - slo:objective:ratio)',
      '{{slo}}',
    ),
  },
];
